import { type Point, toPane } from "../camera.ts";
import type { OutlineLayer } from "../frame.ts";
import { createProgram } from "../program.ts";
import type { Brush, Painter } from "./painter.ts";

const vertex = `
layout(location = 0) in vec2 place;
void main() { gl_Position = vec4(place, 0., 1.); }`;

const fragment = `
uniform vec4 color;
out vec4 result;
void main() { result = vec4(color.rgb * color.a, color.a); }`;

/** A line through corners, of the same width however near one looks. */
export function createOutlinePainter({ gl }: Brush): Painter<OutlineLayer> {
  const { program, uniform } = createProgram(gl, vertex, fragment);
  const buffer = gl.createBuffer();
  const vertices = gl.createVertexArray();
  return {
    draw({ corners, closed, color, width }, { camera, ...size }) {
      const onPane = corners.map((corner) => toPane(camera, corner, size));
      const triangles = strokeOf(closed ? [...onPane, ...onPane.slice(0, 1)] : onPane, width / 2);
      if (triangles.length === 0) return;
      gl.useProgram(program);
      gl.bindVertexArray(vertices);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      const places = triangles.map((value, at) =>
        at % 2 === 0 ? (2 * value) / size.width - 1 : 1 - (2 * value) / size.height,
      );
      gl.bufferData(gl.ARRAY_BUFFER, places, gl.STREAM_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      gl.uniform4f(uniform("color"), ...color);
      gl.drawArrays(gl.TRIANGLES, 0, places.length / 2);
      gl.bindVertexArray(null);
    },
  };
}

/** Two triangles for each side of a line, lengthened by half of its width so that corners are closed. */
function strokeOf(points: readonly Point[], half: number): Float32Array {
  const triangles: number[] = [];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length === 0) continue;
    const [along, across] = [((b.x - a.x) / length) * half, ((b.y - a.y) / length) * half];
    const corner = (p: Point, end: number, side: number) => [
      p.x + end * along - side * across,
      p.y + end * across + side * along,
    ];
    const [p, q, r, s] = [corner(a, -1, -1), corner(a, -1, 1), corner(b, 1, -1), corner(b, 1, 1)];
    triangles.push(...p, ...q, ...r, ...q, ...r, ...s);
  }
  return Float32Array.from(triangles);
}
