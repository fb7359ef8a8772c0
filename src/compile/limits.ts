import type { Compiling, Draft } from "./code.ts";
import { notYet } from "./not-yet.ts";

export const limitedDraft = (_compiling: Compiling, _bonus: string): Draft => notYet("limits");
