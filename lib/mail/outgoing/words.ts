import type { InEveryLanguage } from '../../language.ts';

/** What a forward, a notice and a digest say. */
const en = {
  authenticated: (domain: string) => `Verified sender · ${domain}`,
  notAuthenticated: 'Known sender, not verified',
  colleague: (address: string) => `Another address at the same company: ${address}`,
  unknownSender: (address: string) =>
    `${address} isn’t on this contact. Confirm the sender in HubSpot to update the record.`,
  unprovenSender: (address: string) => `This email says it’s from ${address}, but nothing proves it.`,
  unverified: '[Unverified sender]',
  failed: 'WARNING: this email failed authentication and may be forged. Don’t trust its links or requests.',
  machine: 'This looks like an automatic message.',
  notFullyRead: 'Open the attached files: we couldn’t read this email fully.',
  openContact: 'Open the contact in HubSpot',
  replyTo: (address: string) => `Your reply goes to ${address}.`,
  tracked: 'Reply to all to keep the conversation tracked.',
  asksForOther: (address: string) => `This sender asks for replies at another address: ${address}`,
  tooLarge: 'Too large to attach (links):',
  blocked: 'Removed for safety:',
  original: 'Original email',
  from: 'From',
  to: 'To',
  cc: 'Cc',
  date: 'Date',
  subject: 'Subject',
  noSubject: '(no subject)',
  noText: '(no text)',
  unknownName: 'Unknown sender',
  lateSubject: (name: string) => `Late reply from ${name}`,
  late: (name: string) =>
    `${name} replied to an expired reply address. We saved the reply; add it to the contact with the link below.`,
  openLate: 'See late replies',
  digestSubject: (name: string, count: number) => `${count} more replies from ${name}`,
  digest: (name: string, count: number) => `${count} more replies from ${name} arrived. See them in HubSpot.`,
  confirmSubject: 'Confirm this address for forwarded replies',
  confirm: (name: string) =>
    `${name} asked to forward customer replies to this address. Forwarding starts only after you confirm. Not expecting this? Ignore this email.`,
  openConfirm: 'Confirm this address',
  locale: 'en-US',
  leftSubject: 'Reply Tracking is disconnected from HubSpot',
  left: 'Replies are no longer analyzed or added to HubSpot.',
  leftUntil: (forwards: string, erased: string) =>
    `We keep forwarding them to your inbox until ${forwards}. After that we only store them, and on ${erased} we delete everything. Connect again before then and nothing is lost.`,
  connectAgain: 'Connect Reply Tracking again',
};

export type Words = typeof en;

const pt: Words = {
  authenticated: (domain) => `Remetente verificado · ${domain}`,
  notAuthenticated: 'Remetente conhecido, não verificado',
  colleague: (address) => `Outro endereço da mesma empresa: ${address}`,
  unknownSender: (address) =>
    `${address} não é um endereço deste contato. Confirme o remetente no HubSpot para atualizar o registro.`,
  unprovenSender: (address) => `Este e-mail diz ser de ${address}, mas nada comprova isso.`,
  unverified: '[Remetente não verificado]',
  failed: 'AVISO: este e-mail não passou na autenticação e pode ser falso. Não confie em links ou pedidos nele.',
  machine: 'Parece ser uma mensagem automática.',
  notFullyRead: 'Abra os arquivos anexados: não conseguimos ler este e-mail por completo.',
  openContact: 'Abrir o contato no HubSpot',
  replyTo: (address) => `Sua resposta vai para ${address}.`,
  tracked: 'Responda a todos para manter a conversa rastreada.',
  asksForOther: (address) => `O remetente pede respostas em outro endereço: ${address}`,
  tooLarge: 'Grandes demais para anexar (links):',
  blocked: 'Removidos por segurança:',
  original: 'E-mail original',
  from: 'De',
  to: 'Para',
  cc: 'Cc',
  date: 'Data',
  subject: 'Assunto',
  noSubject: '(sem assunto)',
  noText: '(sem texto)',
  unknownName: 'Remetente desconhecido',
  lateSubject: (name) => `Resposta tardia de ${name}`,
  late: (name) =>
    `${name} respondeu a um endereço de resposta expirado. Guardamos a resposta; adicione-a ao contato pelo link abaixo.`,
  openLate: 'Ver as respostas tardias',
  digestSubject: (name, count) => `Mais ${count} respostas de ${name}`,
  digest: (name, count) => `Chegaram mais ${count} respostas de ${name}. Veja-as no HubSpot.`,
  confirmSubject: 'Confirme este endereço para respostas encaminhadas',
  confirm: (name) =>
    `${name} pediu para encaminhar respostas de clientes a este endereço. O encaminhamento só começa depois que você confirmar. Não esperava isto? Ignore este e-mail.`,
  openConfirm: 'Confirmar este endereço',
  locale: 'pt-BR',
  leftSubject: 'O Reply Tracking foi desconectado do HubSpot',
  left: 'As respostas não são mais analisadas nem registradas no HubSpot.',
  leftUntil: (forwards, erased) =>
    `Elas continuam chegando à sua caixa de entrada até ${forwards}. Depois disso, só as guardamos e, em ${erased}, apagamos tudo. Reconecte antes e nada se perde.`,
  connectAgain: 'Reconectar o Reply Tracking',
};

const es: Words = {
  authenticated: (domain) => `Remitente verificado · ${domain}`,
  notAuthenticated: 'Remitente conocido, no verificado',
  colleague: (address) => `Otra dirección de la misma empresa: ${address}`,
  unknownSender: (address) =>
    `${address} no es una dirección de este contacto. Confirma al remitente en HubSpot para actualizar el registro.`,
  unprovenSender: (address) => `Este correo dice venir de ${address}, pero nada lo prueba.`,
  unverified: '[Remitente no verificado]',
  failed:
    'ADVERTENCIA: este correo no pasó la autenticación y puede ser falso. No confíes en sus enlaces ni en sus solicitudes.',
  machine: 'Parece un mensaje automático.',
  notFullyRead: 'Abre los archivos adjuntos: no pudimos leer este correo por completo.',
  openContact: 'Abrir el contacto en HubSpot',
  replyTo: (address) => `Tu respuesta va a ${address}.`,
  tracked: 'Responde a todos para que la conversación siga rastreada.',
  asksForOther: (address) => `El remitente pide respuestas en otra dirección: ${address}`,
  tooLarge: 'Demasiado grandes para adjuntar (enlaces):',
  blocked: 'Quitados por seguridad:',
  original: 'Correo original',
  from: 'De',
  to: 'Para',
  cc: 'Cc',
  date: 'Fecha',
  subject: 'Asunto',
  noSubject: '(sin asunto)',
  noText: '(sin texto)',
  unknownName: 'Remitente desconocido',
  lateSubject: (name) => `Respuesta tardía de ${name}`,
  late: (name) =>
    `${name} respondió a una dirección de respuesta vencida. Guardamos la respuesta; agrégala al contacto con el enlace de abajo.`,
  openLate: 'Ver las respuestas tardías',
  digestSubject: (name, count) => `${count} respuestas más de ${name}`,
  digest: (name, count) => `Llegaron ${count} respuestas más de ${name}. Míralas en HubSpot.`,
  confirmSubject: 'Confirma esta dirección para respuestas reenviadas',
  confirm: (name) =>
    `${name} pidió reenviar respuestas de clientes a esta dirección. El reenvío empieza solo después de que confirmes. ¿No esperabas esto? Ignora este correo.`,
  openConfirm: 'Confirmar esta dirección',
  locale: 'es-419',
  leftSubject: 'Reply Tracking se desconectó de HubSpot',
  left: 'Las respuestas ya no se analizan ni se registran en HubSpot.',
  leftUntil: (forwards, erased) =>
    `Siguen llegando a tu bandeja de entrada hasta el ${forwards}. Después solo las guardamos y el ${erased} borramos todo. Reconecta antes y no se pierde nada.`,
  connectAgain: 'Reconectar Reply Tracking',
};

export const WORDS: InEveryLanguage<Words> = { en, pt, es };
