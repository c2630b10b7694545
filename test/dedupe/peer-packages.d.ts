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

/** The part of npm `simhash-js` 1.0.0 that the bench measures; it has no types either. */
declare module "simhash-js" {
  class SimHash {
    hash(text: string): number;
  }
  const simhash: { SimHash: typeof SimHash };
  export default simhash;
}
