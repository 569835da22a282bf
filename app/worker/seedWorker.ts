import { answerSeeds } from "../../src/host/browser/answerSeeds.ts";
import { isThread } from "./isThread.ts";

if (!isThread) answerSeeds(self);
