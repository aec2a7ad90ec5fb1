import type { InEveryLanguage } from '../../language.ts';

/** Why what a rep wrote did not reach the customer, as the mail says it that brings it back. */
export type WhyReturned =
  | 'answer_empty'
  | 'unresolved_fields'
  | 'mail_too_large'
  | 'dead_address'
  | 'no_address'
  | 'expired_token'
  | 'uninstalled'
  | 'contact_erased'
  | 'nothing_answered'
  | 'undeliverable'
  | 'refused'
  | 'unsure';

/** What a forward and the other mails to a rep say. */
const en = {
  unverified: '[Unverified sender]',
  inCopy: 'in copy',
  open: 'open in HubSpot',
  tooLarge: 'Too large to attach',
  blocked: 'Removed for safety',
  notFullyRead: 'Open the attached files: we couldn’t read this email fully.',
  subject: 'Subject',
  noSubject: '(no subject)',
  unknownName: 'Unknown sender',
  openContact: 'Open the contact in HubSpot',
  lateSubject: (name: string) => `Late reply from ${name}`,
  late: (name: string) =>
    `${name} replied to an expired reply address. We saved the reply; add it to the contact with the link below.`,
  attachLate: 'Add it to the contact',
  openLate: 'See late replies',
  digestSubject: (name: string, count: number | string) => `${count} more replies from ${name}`,
  digest: (name: string, count: number | string) => `${count} more replies from ${name} arrived. See them in HubSpot.`,
  confirmSubject: 'Confirm this address for forwarded replies',
  confirm: (name: string) =>
    `${name} asked to forward customer replies to this address. Forwarding starts only after you confirm. Not expecting this? Ignore this email.`,
  openConfirm: 'Confirm this address',
  questionSubject: (name: string) => `Is this email to ${name} yours?`,
  question: (from: string, name: string) =>
    `${from} wrote to ${name}. We couldn’t verify the sender, so nothing was sent. Read it and send it if it’s yours. If not, ignore this email.`,
  openQuestion: 'Read and send',
  returnedSubject: (subject: string) => `Not sent: ${subject}`,
  returned: (name: string) => `Your email to ${name} was not sent.`,
  unsureSubject: (subject: string) => `Unconfirmed: ${subject}`,
  unsure: (name: string) =>
    `We can’t confirm that your email to ${name} was sent. Ask them before you send it again, or they may get it twice.`,
  why: {
    answer_empty: 'It contained only the quoted email. Write your text and reply again.',
    unresolved_fields: 'It still contains a placeholder such as {{ contact.firstname }}. Replace it and reply again.',
    mail_too_large: 'It is larger than 20 MB. Reply again with smaller files, or with a link to them.',
    dead_address: 'Emails to this address bounce. Check the contact’s address in HubSpot.',
    no_address: 'This contact has no email address. Add one in HubSpot.',
    expired_token: 'The email you replied to is more than 90 days old. Write from the contact in HubSpot.',
    uninstalled: 'Reply Tracking is no longer connected to your HubSpot account. Write to the customer directly.',
    contact_erased: 'This contact was permanently deleted in HubSpot.',
    nothing_answered: 'This notification can’t be replied to. Open it in HubSpot and write from there.',
    undeliverable: 'The customer’s server rejected it. Check the address, then write again.',
    refused: 'It was rejected when we sent it. Contact your Reply Tracking administrator.',
  } satisfies Record<Exclude<WhyReturned, 'unsure'>, string>,
  openRecord: 'Open in HubSpot',
  locale: 'en-US',
  leftSubject: 'Reply Tracking is disconnected from HubSpot',
  left: 'Replies are no longer analyzed or added to HubSpot.',
  leftUntil: (forwards: string, erased: string) =>
    `We keep forwarding them to your inbox until ${forwards}. After that we only store them, and on ${erased} we delete everything. Connect again before then and nothing is lost.`,
  connectAgain: 'Connect Reply Tracking again',
  yourText: 'What you wrote:',
};

export type Words = typeof en;

const pt: Words = {
  unverified: '[Remetente não verificado]',
  inCopy: 'em cópia',
  open: 'abrir no HubSpot',
  tooLarge: 'Grande demais para anexar',
  blocked: 'Removidos por segurança',
  notFullyRead: 'Abra os arquivos anexados: não conseguimos ler este e-mail por completo.',
  subject: 'Assunto',
  noSubject: '(sem assunto)',
  unknownName: 'Remetente desconhecido',
  openContact: 'Abrir o contato no HubSpot',
  lateSubject: (name) => `Resposta tardia de ${name}`,
  late: (name) =>
    `${name} respondeu a um endereço de resposta expirado. Guardamos a resposta; adicione-a ao contato pelo link abaixo.`,
  attachLate: 'Adicionar ao contato',
  openLate: 'Ver as respostas tardias',
  digestSubject: (name, count) => `Mais ${count} respostas de ${name}`,
  digest: (name, count) => `Chegaram mais ${count} respostas de ${name}. Veja-as no HubSpot.`,
  confirmSubject: 'Confirme este endereço para respostas encaminhadas',
  confirm: (name) =>
    `${name} pediu para encaminhar respostas de clientes a este endereço. O encaminhamento só começa depois que você confirmar. Não esperava isto? Ignore este e-mail.`,
  openConfirm: 'Confirmar este endereço',
  questionSubject: (name) => `Este e-mail para ${name} é seu?`,
  question: (from, name) =>
    `${from} escreveu para ${name}. Não conseguimos verificar o remetente, por isso nada foi enviado. Leia e envie, se for seu. Se não for, ignore este e-mail.`,
  openQuestion: 'Ler e enviar',
  returnedSubject: (subject) => `Não enviado: ${subject}`,
  returned: (name) => `Seu e-mail para ${name} não foi enviado.`,
  unsureSubject: (subject) => `Não confirmado: ${subject}`,
  unsure: (name) =>
    `Não conseguimos confirmar se seu e-mail para ${name} foi enviado. Pergunte antes de enviar de novo, para que não chegue duas vezes.`,
  why: {
    answer_empty: 'Ele só tinha o e-mail citado. Escreva seu texto e responda de novo.',
    unresolved_fields: 'Ainda há um campo como {{ contact.firstname }} no texto. Substitua e responda de novo.',
    mail_too_large: 'Ele tem mais de 20 MB. Responda de novo com arquivos menores ou com um link para eles.',
    dead_address: 'Os e-mails para este endereço voltam. Confira o endereço do contato no HubSpot.',
    no_address: 'Este contato não tem endereço de e-mail. Adicione um no HubSpot.',
    expired_token: 'O e-mail que você respondeu tem mais de 90 dias. Escreva a partir do contato no HubSpot.',
    uninstalled: 'O Reply Tracking não está mais conectado à sua conta do HubSpot. Escreva direto para o cliente.',
    contact_erased: 'Este contato foi excluído definitivamente no HubSpot.',
    nothing_answered: 'Não é possível responder a este aviso. Abra-o no HubSpot e escreva a partir de lá.',
    undeliverable: 'O servidor do cliente recusou o e-mail. Confira o endereço e escreva de novo.',
    refused: 'Nosso serviço de e-mail recusou o envio. Fale com o administrador do Reply Tracking.',
  },
  openRecord: 'Abrir no HubSpot',
  locale: 'pt-BR',
  leftSubject: 'O Reply Tracking foi desconectado do HubSpot',
  left: 'As respostas não são mais analisadas nem registradas no HubSpot.',
  leftUntil: (forwards, erased) =>
    `Elas continuam chegando à sua caixa de entrada até ${forwards}. Depois disso, só as guardamos e, em ${erased}, apagamos tudo. Reconecte antes e nada se perde.`,
  connectAgain: 'Reconectar o Reply Tracking',
  yourText: 'O que você escreveu:',
};

const es: Words = {
  unverified: '[Remitente no verificado]',
  inCopy: 'en copia',
  open: 'abrir en HubSpot',
  tooLarge: 'Demasiado grande para adjuntar',
  blocked: 'Quitados por seguridad',
  notFullyRead: 'Abre los archivos adjuntos: no pudimos leer este correo por completo.',
  subject: 'Asunto',
  noSubject: '(sin asunto)',
  unknownName: 'Remitente desconocido',
  openContact: 'Abrir el contacto en HubSpot',
  lateSubject: (name) => `Respuesta tardía de ${name}`,
  late: (name) =>
    `${name} respondió a una dirección de respuesta vencida. Guardamos la respuesta; agrégala al contacto con el enlace de abajo.`,
  attachLate: 'Agregarla al contacto',
  openLate: 'Ver las respuestas tardías',
  digestSubject: (name, count) => `${count} respuestas más de ${name}`,
  digest: (name, count) => `Llegaron ${count} respuestas más de ${name}. Míralas en HubSpot.`,
  confirmSubject: 'Confirma esta dirección para respuestas reenviadas',
  confirm: (name) =>
    `${name} pidió reenviar respuestas de clientes a esta dirección. El reenvío empieza solo después de que confirmes. ¿No esperabas esto? Ignora este correo.`,
  openConfirm: 'Confirmar esta dirección',
  questionSubject: (name) => `¿Es tuyo este correo para ${name}?`,
  question: (from, name) =>
    `${from} le escribió a ${name}. No pudimos verificar al remitente, así que no se envió nada. Léelo y envíalo si es tuyo. Si no lo es, ignora este correo.`,
  openQuestion: 'Leer y enviar',
  returnedSubject: (subject) => `No enviado: ${subject}`,
  returned: (name) => `Tu correo para ${name} no se envió.`,
  unsureSubject: (subject) => `Sin confirmar: ${subject}`,
  unsure: (name) =>
    `No podemos confirmar que tu correo para ${name} se haya enviado. Pregunta antes de enviarlo de nuevo, para que no llegue dos veces.`,
  why: {
    answer_empty: 'Solo tenía el correo citado. Escribe tu texto y responde de nuevo.',
    unresolved_fields: 'Todavía contiene un campo como {{ contact.firstname }}. Reemplázalo y responde de nuevo.',
    mail_too_large: 'Pesa más de 20 MB. Responde de nuevo con archivos más pequeños o con un enlace a ellos.',
    dead_address: 'Los correos a esta dirección rebotan. Revisa la dirección del contacto en HubSpot.',
    no_address: 'Este contacto no tiene dirección de correo. Agrega una en HubSpot.',
    expired_token: 'El correo que respondiste tiene más de 90 días. Escribe desde el contacto en HubSpot.',
    uninstalled: 'Reply Tracking ya no está conectado a tu cuenta de HubSpot. Escríbele directo al cliente.',
    contact_erased: 'Este contacto se eliminó definitivamente en HubSpot.',
    nothing_answered: 'No se puede responder a este aviso. Ábrelo en HubSpot y escribe desde ahí.',
    undeliverable: 'El servidor del cliente rechazó el correo. Revisa la dirección y escribe de nuevo.',
    refused: 'Nuestro servicio de correo rechazó el envío. Contacta al administrador de Reply Tracking.',
  },
  openRecord: 'Abrir en HubSpot',
  locale: 'es-419',
  leftSubject: 'Reply Tracking se desconectó de HubSpot',
  left: 'Las respuestas ya no se analizan ni se registran en HubSpot.',
  leftUntil: (forwards, erased) =>
    `Siguen llegando a tu bandeja de entrada hasta el ${forwards}. Después solo las guardamos y el ${erased} borramos todo. Reconecta antes y no se pierde nada.`,
  connectAgain: 'Reconectar Reply Tracking',
  yourText: 'Lo que escribiste:',
};

export const WORDS: InEveryLanguage<Words> = { en, pt, es };
