import { judgeResponse } from "../src/fetch/judge-response.ts";
import { type RobotsRules, robotsAllow, robotsRequest } from "../src/fetch/robots.ts";
import { dropped, type Ending, later, next } from "../src/model/ending.ts";
import type { FeedEntry } from "../src/model/feed.ts";
import { hostOf } from "../src/model/publisher.ts";
import { step, STALE, type Worker } from "./worker.ts";
