import { byRange } from "./letters.ts";

/** Words that report speech: what follows or precedes them is somebody's in the report. */
const SPEECH = byRange(
  /(?<!\p{L})(?:said|says|told|added|asked|sagte|sagt|erklärte|dit|déclaré|dijo|afirmó|disse|afirmou|detto|zei|dedi|söyledi|сказал\p{L}*|заявил\p{L}*|قال|कहा|کہا)(?!\p{L})/u,
);

export const tellsSpeech = (text: string): boolean => SPEECH.test(text.toLowerCase());

/** A quotation with its speaker, as reports and no readers write. */
const QUOTES_SOMEONE = new RegExp(
  `["“«„][^"”»“]{12,}["”»“],?\\s*\\S{0,20}\\s*\\S{0,20}\\s*${SPEECH.source}|${SPEECH.source}[^.!?]{0,60}[,:]\\s*["“«„]`,
  "u",
);

export const quotesSomeone = (text: string): boolean => QUOTES_SOMEONE.test(text.toLowerCase());
