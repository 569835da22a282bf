/** Losses of one step, found before it moves the parameters. */
export interface StepLosses {
  readonly reconstruction: number;
  readonly contrast: number;
  /** The decoupled intrinsic branch's own loss: the mean over its steps beside this one. */
  readonly own?: number;
}
