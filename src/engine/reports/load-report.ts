import type { Downline } from "../../downline/downline.ts";
import type { Fault } from "../../downline/faults.ts";
import type { Reading } from "../../downline/read-downline.ts";
import { type LoadReport, MOST_FAULTS_SHOWN } from "../protocol.ts";

/** What is said of files that were read; `downline`: the people of them that are kept, null where none are. */
export function loadReportOn(reading: Reading, downline: Downline | null): LoadReport {
  return {
    loaded: downline !== null,
    people: downline?.size ?? 0,
    orders: downline?.orders.size ?? 0,
    faults: mostTelling(reading.faults),
    faultCount: reading.faults.length,
    errorCount: reading.faults.filter(({ severity }) => severity === "error").length,
    remaining: reading.remaining && {
      people: reading.remaining.size,
      orders: reading.remaining.orders.size,
      leftOutPeople: reading.leftOut.people + reading.leftOut.lines,
      leftOutOrders: reading.leftOut.orders,
    },
  };
}

/** A report that nothing was loaded, for one reason. */
export function nothingLoaded(file: string, message: string): LoadReport {
  const fault: Fault = { file, line: 0, column: null, severity: "error", message };
  return {
    loaded: false,
    people: 0,
    orders: 0,
    faults: [fault],
    faultCount: 1,
    errorCount: 1,
    remaining: null,
  };
}

/** As many faults as are shown, by line; where there are more, warnings give way to errors. */
function mostTelling(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS_SHOWN) return faults;
  const of = (severity: Fault["severity"]) => faults.filter((fault) => fault.severity === severity);
  return [...of("error"), ...of("warning")].slice(0, MOST_FAULTS_SHOWN);
}
