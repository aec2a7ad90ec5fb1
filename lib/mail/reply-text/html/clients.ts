import type { LineMark } from '../types.ts';

/** What an element of a mail client means. `value` of class and id may carry Outlook's "x_" prefix. */
type ClientRule = {
  attribute: 'class' | 'id' | 'name' | 'data-marker' | 'style' | 'tag';
  value: RegExp;
  mark: LineMark;
};

/**
 * Markup by which clients tell quote, attribution and signature apart. `quote` covers the element, `boundary` all that
 * follows it. Gmail's div.gmail_quote is not here: answers written between quotes stand inside it too, and the
 * blockquote and div.gmail_attr within say more.
 */
const RULES: readonly ClientRule[] = [
  // Gmail
  { attribute: 'class', value: /^gmail_attr$/, mark: 'attribution' },
  { attribute: 'class', value: /^gmail_signature(?:_prefix)?$/, mark: 'signature' },
  // Outlook on the web, on phones, for Mac, new Outlook
  {
    attribute: 'id',
    value:
      /^(?:divRplyFwdMsg|mail-editor-reference-message-container|appendonsend|reply_header|replySplit|OLK_SRC_BODY_SECTION)$/i,
    mark: 'boundary',
  },
  { attribute: 'id', value: /^(?:Signature|ms-outlook-mobile-signature|divtagdefaultsignature)$/i, mark: 'signature' },
  { attribute: 'class', value: /^acompli_signature$/, mark: 'signature' },
  { attribute: 'class', value: /^ms-outlook-mobile-reference-message$/, mark: 'quote' },
  // Outlook on Windows: the line above the header of the mail answered
  {
    attribute: 'style',
    value: /^border:none;border-top:solid #(?:B5C4DF|E1E1E1) 1\.0pt;padding:3\.0pt/i,
    mark: 'boundary',
  },
  // Thunderbird
  { attribute: 'class', value: /^moz-cite-prefix$/, mark: 'attribution' },
  { attribute: 'class', value: /^moz-signature$/, mark: 'signature' },
  // Yahoo, AOL
  { attribute: 'class', value: /yahoo_quoted$|^yQTDBase$|^aolReplacedBody$/, mark: 'quote' },
  { attribute: 'id', value: /^(?:yahoo_quoted_\d+|ymail_android_signature)$/, mark: 'quote' },
  { attribute: 'class', value: /yahoo-signature$/, mark: 'signature' },
  // Apple
  { attribute: 'id', value: /^AppleMailSignature$/, mark: 'signature' },
  { attribute: 'class', value: /^(?:bloop_sign|BloopSignature)$/, mark: 'signature' },
  // Proton, Tuta
  { attribute: 'class', value: /^(?:protonmail_quote|tutanota_quote)$/, mark: 'quote' },
  { attribute: 'class', value: /^protonmail_signature_block/, mark: 'signature' },
  // Zoho, Zimbra, Roundcube, Spark, Front, Superhuman, Mailspring, QQ and 163
  { attribute: 'class', value: /^zmail_extra(?:_hr)?$/, mark: 'quote' },
  { attribute: 'data-marker', value: /^__(?:QUOTED_TEXT|HEADERS)__$/, mark: 'quote' },
  { attribute: 'data-marker', value: /^__SIG_P/, mark: 'signature' },
  { attribute: 'id', value: /^reply-intro$/, mark: 'attribution' },
  { attribute: 'name', value: /^messageReplySection$/, mark: 'quote' },
  { attribute: 'name', value: /^messageSignatureSection$/, mark: 'signature' },
  {
    attribute: 'class',
    value: /^(?:front-blockquote|sh-quoted-content|hm_quote|mailbox_quote|ntes_signature_quote)$/,
    mark: 'quote',
  },
  {
    attribute: 'class',
    value:
      /^(?:front|sh|shortwave|missive|mixmax|edo|spike|polymail|mailbird|mb|mb_sig|email|mail|user|html)[-_]?sig(?:nature)?(?:-block)?$/i,
    mark: 'signature',
  },
  { attribute: 'id', value: /^(?:Zm-_Id_-Sgn\d*|mailbird-signature|signature-block)$/i, mark: 'signature' },
  { attribute: 'id', value: /^isReplyContent$/, mark: 'quote' },
  { attribute: 'tag', value: /^includetail$/, mark: 'quote' },
  // HCL Verse and Notes
  { attribute: 'class', value: /^domino-section$/, mark: 'boundary' },
];

/** Signs of a client whose HTML is worth reading before the plain text. */
const KNOWN_CLIENT =
  /gmail_|divRplyFwdMsg|appendonsend|MsoNormal|WordSection|elementToProof|moz-|type=["']?cite|Apple-|yahoo|ydp|protonmail|tutanota|zmail|OLK_SRC|hmmessage|data-marker|messageReplySection|message(?:Body|Signature)Section|front-|mailspring|domino-section|acompli|ms-outlook|x_gmail|<blockquote/i;

export function isKnownClient(html: string): boolean {
  return KNOWN_CLIENT.test(html);
}

/** The mark an element sets, from its name and attributes. */
export function clientMark(name: string, attributes: ReadonlyMap<string, string>): LineMark {
  if (attributes.size === 0 && name !== 'includetail') return null;
  // Windows Mail, Zoho
  if (attributes.has('data-signatureblock') || attributes.has('data-sigid')) return 'signature';
  for (const rule of RULES) {
    if (rule.attribute === 'tag') {
      if (rule.value.test(name)) return rule.mark;
      continue;
    }
    const value = attributes.get(rule.attribute);
    if (!value) continue;
    if (rule.attribute === 'style') {
      if (rule.value.test(value)) return rule.mark;
      continue;
    }
    for (const word of value.split(/\s+/, 12))
      if (rule.value.test(word.replace(/^(?:x_|m_-?\d+)+/, ''))) return rule.mark;
  }
  return null;
}
