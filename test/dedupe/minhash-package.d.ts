/** The part of npm `minhash` 0.0.9 that is compared with ours; the package has no types of its own. */
declare module "minhash" {
  class Minhash {
    constructor(options?: { numPerm?: number; seed?: number });
    update(shingle: string): void;
    jaccard(other: Minhash): number;
  }
  const minhash: { Minhash: typeof Minhash };
  export default minhash;
}
