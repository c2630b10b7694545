/** The institute's form letter. Notices differ in their values alone, and are different events all the same. */
export interface Quake {
  magnitude: string;
  place: string;
  province: string;
  distanceKm: number;
  direction: string;
  depthKm: number;
  clock: string;
  stations: number;
  felt: string;
  aftershocks: number;
}

export function quakeTitle(quake: Quake): string {
  return `Magnitude ${quake.magnitude} earthquake near ${quake.place}, ${quake.province}`;
}

export function quakeNotice(quake: Quake): string {
  return `
An earthquake of magnitude ${quake.magnitude} occurred ${quake.distanceKm} kilometres ${quake.direction} of ${quake.place} in ${quake.province} at ${quake.clock} UTC on {date}.

The epicentre lay at a depth of ${quake.depthKm} kilometres. The event was recorded by ${quake.stations} stations of the network and was reviewed by an analyst.

Shaking was ${quake.felt}. ${quake.aftershocks} aftershocks were registered within two hours. No tsunami is expected.

Residents of ${quake.place} are asked to report what they felt by means of the questionnaire. This notice was produced automatically and will be updated when further readings become available.`;
}
