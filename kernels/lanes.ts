/** One of the four numbers of a vector. */
export function laneOf(four: v128, lane: u32): f32 {
  switch (lane) {
    case 0:
      return f32x4.extract_lane(four, 0);
    case 1:
      return f32x4.extract_lane(four, 1);
    case 2:
      return f32x4.extract_lane(four, 2);
    default:
      return f32x4.extract_lane(four, 3);
  }
}
