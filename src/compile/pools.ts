import type { CheckedPool } from "../check/checked-plan.ts";
import type { Compiling, Draft } from "./code.ts";
import { notYet } from "./not-yet.ts";

export const poolDraft = (_compiling: Compiling, _pool: CheckedPool): Draft => notYet("pools");
