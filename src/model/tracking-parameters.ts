/**
 * Query parameters that say how a reader came, not what they read. Each group names who invented them. Collected from
 * Miniflux (internal/reader/urlcleaner), Firefox's query-stripping list (services/settings/query-stripping), Brave's
 * (brave-core, query_filter) and ClearURLs' rules; the publishers' own from their feeds.
 */
const BY_OWNER: Readonly<Record<string, string>> = {
  google: "gclid dclid gbraid wbraid gclsrc gad_source gad_campaignid srsltid _ga _gl usqp ved",
  facebook:
    "fbclid __tn__ __cft__[0] fb_action_ids fb_action_types fb_source fb_ref action_object_map action_type_map action_ref_map mibextid",
  others:
    "twclid igshid igsh msclkid yclid ysclid ymclid ttclid li_fat_id rdt_cid epik wickedid s_kwcid ef_id irclickid irgwc",
  mail: "mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id vero_conv oly_anon_id oly_enc_id bsft_clkid bsft_uid _openstat ck_subscriber_id sc_customer sc_eh sc_uid __s",
  analytics:
    "piwik_campaign piwik_kwd matomo_campaign pk_campaign pk_kwd pk_source pk_medium pk_cid mtm_campaign mtm_source mtm_medium mtm_content mtm_cid mtm_group mtm_keyword mtm_placement hmb_campaign hmb_medium hmb_source hsa_acc hsa_cam hsa_ad sb_referer_host ns_mchannel ns_source ns_campaign ns_linkname ns_fee",
  // BBC and France Télévisions (AT Internet), New York Times, CNN and NBC, Washington Post, Guardian, Le Monde, ARD
  publishers:
    "at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team smid smtyp partner emc cid cmp cmpid ocid itid xtor wt_mc wt_zmc wprss feedtype feedname cmp_id sr_share sharetype taid ftag rssid amp_js_v",
};

const EXACT = new Set(Object.values(BY_OWNER).join(" ").split(" "));
/** Urchin (later Google Analytics), AT Internet and Mailchimp name whole families. */
const FAMILIES = /^(?:utm_|stm_|ga_|at_ptr|xtor-)/;

export function isTracking(parameter: string): boolean {
  const name = parameter.toLowerCase();
  return EXACT.has(name) || FAMILIES.test(name);
}

/** Redirectors that carry their target in the open: host, path, the parameters that may hold it. */
export const REDIRECTORS: readonly { host: RegExp; path: RegExp; parameters: readonly string[] }[] = [
  { host: /^(?:www\.)?google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ["url", "q"] },
  { host: /^news\.google\.com$/, path: /^\/news\/url$/, parameters: ["url"] },
  { host: /^lm?\.facebook\.com$/, path: /^\/l\.php$/, parameters: ["u"] },
  { host: /^l\.instagram\.com$/, path: /^\/$/, parameters: ["u"] },
  { host: /^(?:www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/i, parameters: ["url"] },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ["url"] },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ["q"] },
  { host: /^duckduckgo\.com$/, path: /^\/l\/$/, parameters: ["uddg"] },
  { host: /^vk\.com$/, path: /^\/away\.php$/, parameters: ["to"] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, parameters: ["z"] },
  { host: /^go\.redirectingat\.com$/, path: /^\//, parameters: ["url"] },
  { host: /^href\.li$/, path: /^\//, parameters: ["url"] },
];
