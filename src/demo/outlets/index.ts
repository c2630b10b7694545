import type { Outlet } from "../outlet.ts";
import { BOSPHORUS_LEDGER } from "./bosphorus-ledger.ts";
import { CONTINENTAL_MONITOR } from "./continental-monitor.ts";
import { CRESCENT_TIMES } from "./crescent-times.ts";
import { DAYBREAK_BRIEF } from "./daybreak-brief.ts";
import { DELTA_HERALD } from "./delta-herald.ts";
import { FARO_DEL_VALLE } from "./faro-del-valle.ts";
import { HARBOUR_GAZETTE } from "./harbour-gazette.ts";
import { KHYBER_COURIER } from "./khyber-courier.ts";
import { KORFEZ_POSTASI } from "./korfez-postasi.ts";
import { MARGINALIA } from "./marginalia.ts";
import { MERIDIAN_WIRE } from "./meridian-wire.ts";
import { NORDBOTE } from "./nordbote.ts";
import { NORTHGATE_POST } from "./northgate-post.ts";
import { PELAGOS_DESK } from "./pelagos-desk.ts";
import { PRAIRIE_TRIBUNE } from "./prairie-tribune.ts";
import { SILK_ROAD_OBSERVER } from "./silk-road-observer.ts";
import { TREMOR_WATCH } from "./tremor-watch.ts";

/** All outlets, in the order of their addresses. */
export const OUTLETS: readonly Outlet[] = [
  BOSPHORUS_LEDGER,
  KHYBER_COURIER,
  SILK_ROAD_OBSERVER,
  MERIDIAN_WIRE,
  HARBOUR_GAZETTE,
  PRAIRIE_TRIBUNE,
  NORTHGATE_POST,
  DAYBREAK_BRIEF,
  CRESCENT_TIMES,
  DELTA_HERALD,
  TREMOR_WATCH,
  CONTINENTAL_MONITOR,
  NORDBOTE,
  KORFEZ_POSTASI,
  FARO_DEL_VALLE,
  MARGINALIA,
  PELAGOS_DESK,
];
