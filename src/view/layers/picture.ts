import { toPane } from "../camera.ts";
import type { PictureLayer } from "../frame.ts";
import { createProgram } from "../program.ts";
import type { Brush, Painter } from "./painter.ts";

const vertex = `
uniform vec4 box;
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(box.xy, box.zw, at), 0., 1.);
}`;

const fragment = `
in vec2 at;
uniform sampler2D picture;
uniform float opacity;
out vec4 result;
void main() {
  vec4 color = texture(picture, at);
  result = vec4(color.rgb * color.a, color.a) * opacity;
}`;

/** A picture stretched over a box of the plane. */
export function createPicturePainter({ gl, store }: Brush): Painter<PictureLayer> {
  const { program, uniform } = createProgram(gl, vertex, fragment);
  return {
    draw({ picture, box, opacity }, { camera, ...size }) {
      gl.useProgram(program);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, store.picture(picture));
      gl.uniform1i(uniform("picture"), 0);
      gl.uniform1f(uniform("opacity"), opacity);
      // Placed in double precision: pixels of a picture stay where cells are, however near one looks.
      const from = toPane(camera, { x: box.left, y: box.top }, size);
      const to = toPane(camera, { x: box.left + box.width, y: box.top + box.height }, size);
      const across = (x: number) => (2 * x) / size.width - 1;
      const up = (y: number) => 1 - (2 * y) / size.height;
      gl.uniform4f(uniform("box"), across(from.x), up(from.y), across(to.x), up(to.y));
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    },
  };
}
