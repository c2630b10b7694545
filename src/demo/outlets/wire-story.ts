/**
 * The story that Meridian Wire sends out and four papers reprint, paragraph by paragraph, so that each can run it in
 * its own way: whole, trimmed, with a local paragraph and changed words, or as a short excerpt.
 */
export const WIRE_TITLE = "Repair ship reaches broken cable as Marisol Islands mark ninth day offline";

export const WIRE_PARAGRAPHS: readonly string[] = [
  `PORT CALDER, Marisol Islands (Meridian) — A cable ship took up position over a fault in the only data line to the Marisol Islands on {weekday}, raising hopes that 140,000 people who have been without regular internet for nine days will be reconnected before the weekend is out.`,
  `The Anneke Visser, sent from a depot 2,600 kilometres away, lowered a grapnel shortly after dawn and brought one end of the severed line to the surface at noon, the operator Pacific Thread said. A second end lies about four kilometres to the west, at a depth of 1,900 metres.`,
  `“We have a clean break and a calm sea, which is as much as one can ask for,” said Tove Lindqvist, who directs marine operations for the company. Splicing the fibres takes about sixteen hours for each end, she said, and cannot be hurried.`,
  `The cable parted on the night of an undersea landslide that followed two days of heavy rain. Instruments on the sea floor recorded a surge of mud moving at the speed of a car. Investigators have ruled out an anchor.`,
  `Since then the islands have lived on a single satellite link with room for about three hundred people at a time. The government reserved it for the hospital, the airport and the two banks. Everyone else was given ten minutes a week by ration card.`,
  `Shops have returned to cash, and then to notebooks when the cash ran short. The ferry company sells tickets by whistle: one blast for a free seat, two for a full deck. Schoolteachers copied the examination papers by hand.`,
  `“You find out how much of your life was somewhere else,” said Losa Tamatoa, who exports vanilla from the north coast and has missed payment on three shipments.`,
  `Pacific Thread said that it would lay a second line within two years, by another route. The islands' parliament voted on {weekday-1} to pay a third of the cost, estimated at $48 million, out of a fund that was set up for cyclone damage.`,
  `Opposition members called the decision late. A report in their own archive, they noted, had asked for a second cable eleven years ago and had been lost for most of that time in an e-mail.`,
];
