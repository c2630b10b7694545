/** Loaded before a daemon (`--import`): its clock goes wrong by `CHAOS_CLOCK_DAYS`. */
const shiftMs = Number(process.env.CHAOS_CLOCK_DAYS ?? 0) * 86_400_000;
const now = Date.now;
Date.now = () => now() + shiftMs;
