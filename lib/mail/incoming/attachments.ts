import { fileTypeFromBuffer } from 'file-type';
import type { MailAttachment } from '../types.ts';
import { safeFilename, uniqueNames } from './filenames.ts';
import { MAIL_LIMITS } from './mime/limits.ts';

/** A part of a mail that is no text of it, as the sender named it. */
export type AttachmentPart = {
  filename: string | null;
  contentType: string;
  contentId: string | null;
  inline: boolean;
  content: Uint8Array;
};

/** Names made safe, types told by the bytes, at most 100 of them; what was left out is said in `problems`. */
export async function readAttachments(
  parts: AttachmentPart[],
): Promise<{ attachments: MailAttachment[]; problems: string[] }> {
  const taken = parts.slice(0, MAIL_LIMITS.attachments);
  const attachments = await Promise.all(taken.map(readAttachment));
  const left = parts.length - taken.length;
  return {
    attachments: uniqueNames(attachments),
    problems: left > 0 ? [`${left} attachments beyond the first ${taken.length} left out`] : [],
  };
}

async function readAttachment(part: AttachmentPart, index: number): Promise<MailAttachment> {
  const said = part.contentType.trim().toLowerCase();
  const contentType = (await sniff(part.content)) ?? (said.includes('/') ? said : 'application/octet-stream');
  return {
    filename: safeFilename(part.filename, contentType, index),
    contentType,
    contentId: part.contentId?.replace(/^<|>$/g, '').trim() || null,
    inline: part.inline,
    content: part.content,
  };
}

/** The magic numbers are in the first kilobytes; the container of an office file is told by its first entries. */
const SNIFFED_BYTES = 64 * 1024;

async function sniff(content: Uint8Array): Promise<string | null> {
  try {
    const found = await fileTypeFromBuffer(content.subarray(0, SNIFFED_BYTES));
    return found?.mime ?? null;
  } catch {
    return null;
  }
}

/**
 * File types that run or carry what runs when opened, which a forward leaves out. After the lists of Gmail ("File types
 * blocked in Gmail") and Outlook ("Blocked attachments in Outlook"), with disk images, script-carrying HTML and SVG
 * and macro documents added.
 */
const BLOCKED_EXTENSIONS = new Set(
  (
    'ade adp apk app appcontent-ms application appref-ms appx appxbundle asp aspx bas bat bgi cab cer chm cmd ' +
    'cnt com cpl crt csh der desktop diagcab dll dmg docm dotm dqy ex ex_ exe fxp gadget grp hlp hpj hta htc htm ' +
    'html img inf ins iqy iso isp its jar jnlp js jse ksh lib library-ms lnk mad maf mag mam maq mar mas mat mau ' +
    'mav maw mcf mda mdb mde mdt mdw mdz mht mhtml msc msh msh1 msh1xml msh2 msh2xml mshxml msi msix msixbundle ' +
    'msp mst msu nsh one onepkg ops oqy osd pcd pif pl plg potm ppam ppsm pptm prf prg printerexport ps1 ps1xml ' +
    'ps2 ps2xml psc1 psc2 psd1 psdm1 pst py pyc pyo pyw pyz pyzw rdp reg rqy scf scr sct search-ms ' +
    'searchconnector-ms settingcontent-ms sh shb shs shtml sldm sldx slk svg svgz sys theme tmp udl url vb vbe ' +
    'vbp vbs vhd vhdx vsmacros vsw vxd webloc webpnp website wim workbook-ms ws wsb wsc wsf wsh xbap xht xhtml ' +
    'xla xlam xll xlm xlsm xltm xnk'
  ).split(' '),
);

const BLOCKED_TYPES = new Set([
  'application/x-msdownload',
  'application/x-msdos-program',
  'application/vnd.microsoft.portable-executable',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-executable',
  'application/x-sh',
  'application/x-msi',
  'application/x-ms-shortcut',
  'application/x-apple-diskimage',
  'application/vnd.android.package-archive',
  'application/java-archive',
  'application/hta',
  'text/javascript',
  'application/javascript',
  'application/vnd.ms-htmlhelp',
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
]);

/** Whether a forward must leave the file out: by its name, by the type its bytes show, or by the type it claims. */
export function isBlocked(attachment: Pick<MailAttachment, 'filename' | 'contentType'>): boolean {
  const extension = attachment.filename.toLowerCase().split('.').at(-1) ?? '';
  return (
    (attachment.filename.includes('.') && BLOCKED_EXTENSIONS.has(extension)) ||
    BLOCKED_TYPES.has(attachment.contentType) ||
    attachment.contentType.includes('macroenabled')
  );
}
