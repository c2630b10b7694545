/**
 * Countries by their English short name, with the other names and adjectives that reports use for them (folded).
 * Only forms that mean nothing else; from general knowledge and ISO 3166.
 */
const FORMS = `
  afghanistan afghan afghans afghani
  algeria algerian algerians
  argentina argentine argentinian
  armenia armenian armenians
  australia australian australians
  austria austrian austrians
  azerbaijan azerbaijani azeri azeris
  bangladesh bangladeshi bangladeshis
  belarus belarusian belarusians
  belgium belgian belgians
  brazil brazilian brazilians
  britain british briton britons uk
  bulgaria bulgarian bulgarians
  cambodia cambodian cambodians
  canada canadian canadians
  chile chilean chileans
  china chinese
  colombia colombian colombians
  congo congolese
  croatia croatian croatians
  cuba cuban cubans
  cyprus cypriot cypriots
  czechia czech czechs
  denmark danish dane danes
  egypt egyptian egyptians
  ethiopia ethiopian ethiopians
  finland finnish finn finns
  france french frenchman
  germany german germans
  ghana ghanaian ghanaians
  greece greek greeks
  hungary hungarian hungarians
  iceland icelandic
  india indian indians
  indonesia indonesian indonesians
  iran iranian iranians
  iraq iraqi iraqis
  ireland irish
  israel israeli israelis
  italy italian italians
  japan japanese
  kazakhstan kazakh kazakhs
  kenya kenyan kenyans
  kuwait kuwaiti kuwaitis
  lebanon lebanese
  libya libyan libyans
  malaysia malaysian malaysians
  mexico mexican mexicans
  morocco moroccan moroccans
  myanmar burma burmese
  nepal nepali nepalese
  netherlands dutch
  nigeria nigerian nigerians
  norway norwegian norwegians
  pakistan pakistani pakistanis
  peru peruvian peruvians
  philippines philippine filipino filipinos
  poland polish poles
  portugal portuguese
  qatar qatari qataris
  romania romanian romanians
  russia russian russians
  rwanda rwandan rwandans
  senegal senegalese
  serbia serbian serbs
  somalia somali somalis
  spain spanish spaniard spaniards
  sudan sudanese
  sweden swedish swede swedes
  switzerland swiss
  syria syrian syrians
  taiwan taiwanese
  tajikistan tajik tajiks
  thailand thai thais
  tunisia tunisian tunisians
  turkey turkiye turkish turk turks
  ukraine ukrainian ukrainians
  uzbekistan uzbek uzbeks
  venezuela venezuelan venezuelans
  vietnam vietnamese
  yemen yemeni yemenis
  zimbabwe zimbabwean zimbabweans`;

const COUNTRY = new Map<string, string>();
for (const line of FORMS.trim().split("\n")) {
  const [country = "", ...forms] = line.trim().split(" ");
  for (const form of [country, ...forms]) COUNTRY.set(form, country);
}

/**
 * One name for a country however a report in English or Latin letters writes it; any other word as it is.
 *
 * @example countryName("turkiye") // "turkey"
 */
export function countryName(folded: string): string {
  return COUNTRY.get(folded) ?? folded;
}
