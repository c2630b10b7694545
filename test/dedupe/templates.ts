const TOWNS = ["Elm Creek", "Port Ellis", "Halden", "Larkhaven", "Oak Harbor", "Saltash", "Wexford", "Dunmore"];
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const town = (n: number) => TOWNS[n % TOWNS.length];

/** A notice as a program writes it from the data of a seismic service; `n` fills the slots. */
export function quake(n: number): { title: string; text: string } {
  return {
    title: `Magnitude ${(3 + n / 10).toFixed(1)} quake near ${town(n)}`,
    text: `A magnitude ${(3 + n / 10).toFixed(1)} earthquake shook the area around ${town(n)} at ${1 + (n % 11)}:${10 + n} p.m. on ${DAYS[n % 7]}, the seismic service said.

The tremor was centred ${5 + n} kilometres from ${town(n + 1)} and ${30 + 2 * n} kilometres from ${town(n + 3)}, at a depth of ${4 + n} kilometres. Two other earthquakes were recorded nearby in the past ten days.

People who felt the shaking are asked to fill in the form on the website of the service, which uses such reports to draw its maps. This notice was written by a program from the data of the service and read by an editor before it was published.`,
  };
}

/** A match report as a program writes it from the data of a league. */
export function result(n: number): { title: string; text: string } {
  return {
    title: `${town(n)} ${60 + n}, ${town(n + 2)} ${50 + 2 * n}`,
    text: `Ana Kelm scored ${11 + n} points and Ida Roth added ${7 + n} as ${town(n)} beat ${town(n + 2)} ${60 + n}-${50 + 2 * n} on ${DAYS[n % 7]} night in front of ${900 + 13 * n} spectators.

${town(n + 2)} led ${20 + n}-${18 + n} after the first half but made only ${2 + n} of ${12 + n} shots after the break. ${town(n)} plays again on ${DAYS[(n + 3) % 7]} against ${town(n + 5)}. This report was made from the data of the league.`,
  };
}
