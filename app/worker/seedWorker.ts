import { answerSeeds } from "../../src/host/browser/answerSeeds.ts";

answerSeeds(self);
