import type { StepContext } from "./artifacts.ts";
import type { Settings } from "./options/settings.ts";

/** How a run treats a step that fails, that the user stops, or that an earlier process finished. */
export interface StepPolicy {
  /**
   * `required`: the run ends when it fails or is stopped; `concluding`: it also runs after a stop, to finish with what is
   * there; `optional`: the run goes on without it.
   */
  readonly role: "required" | "concluding" | "optional";
  /** What is kept for a run that continues: its artifact, finished parts (by the step itself), or nothing. */
  readonly kept: "artifact" | "parts" | "nothing";
}

/** The run ends when the step fails; its artifact is kept in checkpoints. */
export const required: StepPolicy = { role: "required", kept: "artifact" };
/** As `required`, and also computed after a stop, with what there is. */
export const concluding: StepPolicy = { role: "concluding", kept: "artifact" };
/** As `required`; the step keeps finished parts itself. */
export const keptInParts: StepPolicy = { role: "required", kept: "parts" };
/** The run goes on without the artifact when the step fails. */
export const optional: StepPolicy = { role: "optional", kept: "artifact" };
/** For steps whose options or files may change when a run continues. */
export const requiredAnew: StepPolicy = { role: "required", kept: "nothing" };
export const optionalAnew: StepPolicy = { role: "optional", kept: "nothing" };

/** A step as the run sees it: how one artifact is computed from others. */
export interface AnyStep<Out = unknown> {
  /** Shown while it works. */
  does(config: Settings): string;
  /** Artifacts it takes, by name; may depend on the settings. */
  needs(config: Settings): readonly string[];
  /** `required` by default. */
  readonly policy?: StepPolicy;
  run(inputs: object, context: StepContext): Promise<Out> | Out;
}

/** A step whose needs are checked against the inputs that it takes. */
export interface Step<Out, Inputs extends object, Options = unknown, Loaded = unknown> extends AnyStep<Out> {
  does(config: Settings & Options): string;
  needs(config: Settings & Options): readonly (keyof Inputs & string)[];
  run(inputs: Inputs, context: StepContext<Options, Loaded>): Promise<Out> | Out;
}

/** Steps by the name of the artifact that each makes. */
export type StepTable = Readonly<Record<string, AnyStep>>;

/** The artifacts that the steps of a table make. */
export type MadeBy<Steps> = {
  readonly [Name in keyof Steps]: Steps[Name] extends AnyStep<infer Out> ? Out : never;
};
