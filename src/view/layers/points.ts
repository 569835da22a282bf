import { hidden, noCode, type PointLayer, selected } from "../frame.ts";
import { createProgram } from "../program.ts";
import type { Brush, Painter } from "./painter.ts";

const vertex = `
layout(location = 0) in vec2 place;
layout(location = 1) in uint code;
layout(location = 2) in uint state;
layout(location = 3) in float strength;
uniform vec2 center, zoom;
uniform float diameter, opacity, fade, selecting, logarithmic;
uniform vec4 missing, unselected, values;
uniform bool valued;
uniform highp sampler2D palette;
out vec4 tint;
out float size;

float scaled(float value) { return logarithmic > .5 ? sign(value) * log(1. + abs(value)) : value; }

vec4 colorOf(uint code) {
  if (code == ${noCode}u) return missing;
  if (!valued) return texelFetch(palette, ivec2(code & 255u, code >> 8u), 0);
  float low = scaled(values.z), high = scaled(values.w);
  float share = high > low ? (scaled(values.x + float(code) * values.y) - low) / (high - low) : 0.;
  return texelFetch(palette, ivec2(int(clamp(share, 0., 1.) * 255. + .5), 0), 0);
}

void main() {
  vec4 color = colorOf(code);
  if (selecting > .5 && (state & ${selected}u) == 0u) color = vec4(mix(color.rgb, unselected.rgb, unselected.a), color.a * .55);
  color.a *= opacity * mix(1., strength, fade);
  bool shown = (state & ${hidden}u) == 0u && color.a > 0. && !isnan(place.x);
  // A point outside of the pane's box is not drawn.
  gl_Position = shown ? vec4((place - center) * zoom, 0., 1.) : vec4(2., 2., 2., 1.);
  size = diameter;
  gl_PointSize = diameter + 1.;
  tint = vec4(color.rgb * color.a, color.a);
}`;

const fragment = `
in vec4 tint;
in float size;
out vec4 result;
void main() {
  float away = length(gl_PointCoord - .5) * (size + 1.);
  float cover = clamp(.5 * size - away + .5, 0., 1.);
  if (cover <= 0.) discard;
  result = tint * cover;
}`;

/** Discs, all of one size, in one draw call. */
export function createPointPainter({ gl, store }: Brush): Painter<PointLayer> {
  const { program, uniform } = createProgram(gl, vertex, fragment);
  const vertices = gl.createVertexArray();
  const attribute = (at: number, array: Float32Array | Uint8Array | Uint16Array | undefined, read: () => void) => {
    if (!array) {
      gl.disableVertexAttribArray(at);
      return;
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, store.buffer(array, gl.ARRAY_BUFFER));
    gl.enableVertexAttribArray(at);
    read();
  };
  return {
    draw(layer, { width, height, camera, ratio }) {
      const { places, codes, states, strengths, order, palette, coloring } = layer;
      gl.useProgram(program);
      gl.bindVertexArray(vertices);
      attribute(0, places, () => gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0));
      attribute(1, codes, () => gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_SHORT, 0, 0));
      attribute(2, states, () => gl.vertexAttribIPointer(2, 1, gl.UNSIGNED_BYTE, 0, 0));
      if (!states) gl.vertexAttribI4ui(2, 0, 0, 0, 0);
      attribute(3, strengths, () => gl.vertexAttribPointer(3, 1, gl.UNSIGNED_BYTE, true, 0, 0));
      if (!strengths) gl.vertexAttrib1f(3, 1);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, store.buffer(order, gl.ELEMENT_ARRAY_BUFFER));
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, store.colors(palette, 256));
      gl.uniform1i(uniform("palette"), 0);
      gl.uniform2f(uniform("center"), camera.x, camera.y);
      gl.uniform2f(uniform("zoom"), (2 * camera.scale) / width, (-2 * camera.scale) / height);
      const wanted = layer.diameter * camera.scale;
      const shown = Math.min(layer.most, Math.max(layer.least, wanted));
      gl.uniform1f(uniform("diameter"), shown * ratio);
      // Of a crowd that cannot be drawn smaller each point is paler.
      const pale = wanted < shown ? Math.max(0.5, wanted / shown) : 1;
      gl.uniform1f(uniform("opacity"), layer.opacity * pale);
      gl.uniform1f(uniform("fade"), strengths ? layer.fade : 0);
      gl.uniform1f(uniform("selecting"), layer.unselected ? 1 : 0);
      gl.uniform4f(uniform("unselected"), ...(layer.unselected ?? [0, 0, 0, 0]));
      gl.uniform4f(uniform("missing"), ...layer.missing);
      gl.uniform1i(uniform("valued"), coloring.kind === "value" ? 1 : 0);
      if (coloring.kind === "value") {
        gl.uniform4f(uniform("values"), coloring.low, coloring.step, coloring.from, coloring.to);
        gl.uniform1f(uniform("logarithmic"), coloring.log ? 1 : 0);
      }
      gl.drawElements(gl.POINTS, order.length, gl.UNSIGNED_INT, 0);
      gl.bindVertexArray(null);
    },
  };
}
