import type { Redis, Result } from "ioredis";

/**
 * What must happen to a job at one moment and BullMQ has no call for. The scripts use BullMQ's own keys (6.7: the job's hash
 * and its `:lock`, the lists `wait` and `active`, the set `stalled`) and one field of ours, `again`, which lives and dies with the job's hash.
 *
 * Adding a job that is at work is a no-op in BullMQ, so what it was added for could be lost. Therefore `add` first
 * leaves `again` on the job if it is at work (its lock is there), and only then adds it. No addition is lost:
 * - at work when noted: the job cannot end without the note being seen, because ending is one script;
 * - waiting or delayed when noted, or not there at all: whichever run comes begins after the addition was asked for;
 * - at work, but its lock has run out: nobody can end it any more, it will be handed out again.
 * A worker that lost its job to another, because it was frozen for longer than its lock, changes nothing about it.
 */
declare module "ioredis" {
  interface RedisCommander<Context> {
    samestoryNoteAgain(count: number, ...jobKeys: string[]): Result<number, Context>;
    samestoryFinish(
      jobKey: string,
      activeKey: string,
      stalledKey: string,
      id: string,
      token: string,
    ): Result<number, Context>;
    samestoryForgive(jobKey: string, token: string): Result<number, Context>;
    samestoryFree(
      activeKey: string,
      stalledKey: string,
      checkedKey: string,
      queueKey: string,
      ...idsAndHolders: string[]
    ): Result<number, Context>;
  }
}

const NOTE_AGAIN = `
  for _, key in ipairs(KEYS) do
    if redis.call("EXISTS", key .. ":lock") == 1 and redis.call("EXISTS", key) == 1 then
      redis.call("HSET", key, "again", "1")
    end
  end
  return #KEYS`;

/** What became of a job that its handler ended. */
export const FINISHED = { done: 0, again: 1, lost: 2 } as const;

/** Deletes only, so that a Redis whose memory is full can still be worked off. */
const FINISH = `
  local key, active, stalled, id, token = KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2]
  if redis.call("GET", key .. ":lock") ~= token then return ${FINISHED.lost} end
  if redis.call("HDEL", key, "again") == 1 then
    redis.call("HDEL", key, "atm", "stc")
    return ${FINISHED.again}
  end
  redis.call("LREM", active, -1, id)
  redis.call("SREM", stalled, id)
  redis.call("DEL", key, key .. ":lock", key .. ":logs")
  return ${FINISHED.done}`;

/** For a job that is put off: it is a first try again, has killed nobody, and what it was added for meanwhile can wait. */
const FORGIVE = `
  if redis.call("GET", KEYS[1] .. ":lock") ~= ARGV[1] then return ${FINISHED.lost} end
  redis.call("HDEL", KEYS[1], "again", "atm", "stc")
  return ${FINISHED.done}`;

/** Takes the lock from jobs that still belong to the holder named, and lets the next check for stalled jobs run at once. */
const FREE = `
  local active, stalled, checked = KEYS[1], KEYS[2], KEYS[3]
  local freed = 0
  for i = 2, #ARGV, 2 do
    local key = ARGV[1] .. ARGV[i]
    if redis.call("HGET", key, "pb") == ARGV[i + 1] and redis.call("LPOS", active, ARGV[i]) then
      redis.call("DEL", key .. ":lock")
      redis.call("SADD", stalled, ARGV[i])
      freed = freed + 1
    end
  end
  if freed > 0 then redis.call("DEL", checked) end
  return freed`;

/**
 * Gives the server the script of the note again when a connection is made. A script that it does not know is sent a second
 * time, whole, and by then what was sent behind it has overtaken it: here the addition itself.
 */
export function loadScripts(redis: Redis): void {
  redis.script("LOAD", NOTE_AGAIN).catch(() => {});
}

export function defineScripts(redis: Redis): void {
  redis.defineCommand("samestoryNoteAgain", { lua: NOTE_AGAIN });
  redis.defineCommand("samestoryFinish", { lua: FINISH, numberOfKeys: 3 });
  redis.defineCommand("samestoryForgive", { lua: FORGIVE, numberOfKeys: 1 });
  redis.defineCommand("samestoryFree", { lua: FREE, numberOfKeys: 3 });
}
