import type { InEveryLanguage } from '../../lib/language.ts';

/** What the pages say that people open by a link of ours. */
const en = {
  expired: 'This link has expired.',
  unsubscribe: {
    ask: (company: string | null) => `Stop receiving emails from ${company ?? 'this sender'}?`,
    button: 'Unsubscribe',
    done: (company: string | null) =>
      company ? `You’ve been unsubscribed from emails by ${company}.` : 'You’ve been unsubscribed.',
  },
  confirm: {
    ask: 'Forward customer replies to this address?',
    button: 'Yes, confirm this address',
    done: 'Confirmed. Replies are forwarded to this address from now on.',
    askAgain: 'Request a new one on the Reply Tracking settings page.',
  },
  answer: {
    ask: (name: string) => `Send this email to ${name}?`,
    from: 'From',
    to: 'To',
    subject: 'Subject',
    remember: (address: string) => `${address} is mine: don’t ask again when it’s verified`,
    button: 'Yes, it’s mine. Send it',
    done: 'Sent. It goes out under your name.',
    gone: 'This email was sent already, or the link has expired.',
  },
  late: {
    ask: (name: string) => `Add this reply to ${name}?`,
    button: 'Yes, add it',
    done: 'Added. It’s forwarded and analyzed like every reply.',
    gone: 'This reply was added already, or the link has expired.',
  },
  attachment: { elsewhere: 'Open the reply in HubSpot, or ask the customer for the file.' },
  install: {
    connected: {
      title: 'Reply Tracking is connected',
      text: 'Next: five steps until the first reply. They’re listed on the app’s home page, and go as you do them.',
    },
    reconnected: {
      title: 'Reply Tracking is connected again',
      text: 'Your settings are unchanged. Pending updates are syncing now.',
    },
    denied: {
      title: 'Access not granted',
      text: 'HubSpot did not grant access. You need to be a Super Admin or have App Marketplace access; some accounts also have to approve each app and its permissions first.',
    },
    not_begun_here: {
      title: 'Installation interrupted',
      text: 'It was started in another browser, took more than 15 minutes, or cookies are blocked. Nothing was connected.',
    },
    code_void: {
      title: 'This installation link has already been used',
      text: 'HubSpot accepts each confirmation once. If the app isn’t connected yet, start again.',
    },
    scopes_missing: {
      title: 'A permission is missing',
      text: 'Reply Tracking needs all of its required permissions. Nothing was connected. Missing:',
    },
    try_again: { title: 'HubSpot didn’t respond', text: 'Nothing was lost. Start again in a minute.' },
    misconfigured: {
      title: 'Configuration error: HubSpot rejected this app',
      text: 'Contact your Reply Tracking administrator. The log has the details.',
    },
    openHubSpot: 'Open HubSpot',
    startAgain: 'Start again',
    hubSpotSays: 'HubSpot says:',
  },
};

type Words = typeof en;

const pt: Words = {
  expired: 'Este link expirou.',
  unsubscribe: {
    ask: (company) => `Deixar de receber e-mails de ${company ?? 'este remetente'}?`,
    button: 'Cancelar inscrição',
    done: (company) =>
      company ? `Você cancelou a inscrição nos e-mails de ${company}.` : 'Você cancelou a inscrição.',
  },
  confirm: {
    ask: 'Encaminhar respostas de clientes para este endereço?',
    button: 'Sim, confirmar este endereço',
    done: 'Confirmado. As respostas são encaminhadas para este endereço a partir de agora.',
    askAgain: 'Peça um novo na página de configurações do Reply Tracking.',
  },
  answer: {
    ask: (name) => `Enviar este e-mail para ${name}?`,
    from: 'De',
    to: 'Para',
    subject: 'Assunto',
    remember: (address) => `${address} é meu: não perguntar de novo quando estiver verificado`,
    button: 'Sim, é meu. Enviar',
    done: 'Enviado. Ele sai em seu nome.',
    gone: 'Este e-mail já foi enviado, ou o link expirou.',
  },
  late: {
    ask: (name) => `Adicionar esta resposta a ${name}?`,
    button: 'Sim, adicionar',
    done: 'Adicionada. Ela é encaminhada e analisada como todas as respostas.',
    gone: 'Esta resposta já foi adicionada, ou o link expirou.',
  },
  attachment: { elsewhere: 'Abra a resposta no HubSpot ou peça o arquivo ao cliente.' },
  install: {
    connected: {
      title: 'O Reply Tracking está conectado',
      text: 'A seguir: cinco passos até a primeira resposta. A lista está na página inicial do aplicativo e some quando tudo estiver feito.',
    },
    reconnected: {
      title: 'O Reply Tracking está conectado de novo',
      text: 'Suas configurações foram mantidas. Estamos sincronizando as atualizações pendentes.',
    },
    denied: {
      title: 'Acesso não concedido',
      text: 'O HubSpot não concedeu acesso. É preciso ser superadministrador ou ter acesso ao App Marketplace; algumas contas também precisam aprovar antes cada aplicativo e suas permissões.',
    },
    not_begun_here: {
      title: 'Instalação interrompida',
      text: 'Ela começou em outro navegador, levou mais de 15 minutos, ou os cookies estão bloqueados. Nada foi conectado.',
    },
    code_void: {
      title: 'Este link de instalação já foi usado',
      text: 'O HubSpot aceita cada confirmação uma única vez. Se o aplicativo ainda não estiver conectado, comece de novo.',
    },
    scopes_missing: {
      title: 'Falta uma permissão',
      text: 'O Reply Tracking precisa de todas as permissões obrigatórias. Nada foi conectado. Faltam:',
    },
    try_again: { title: 'O HubSpot não respondeu', text: 'Nada se perdeu. Comece de novo em um minuto.' },
    misconfigured: {
      title: 'Erro de configuração: o HubSpot recusou este aplicativo',
      text: 'Fale com o administrador do Reply Tracking. O log tem os detalhes.',
    },
    openHubSpot: 'Abrir o HubSpot',
    startAgain: 'Começar de novo',
    hubSpotSays: 'O HubSpot diz:',
  },
};

const es: Words = {
  expired: 'Este enlace venció.',
  unsubscribe: {
    ask: (company) => `¿Dejar de recibir correos de ${company ?? 'este remitente'}?`,
    button: 'Darme de baja',
    done: (company) => (company ? `Te diste de baja de los correos de ${company}.` : 'Te diste de baja.'),
  },
  confirm: {
    ask: '¿Reenviar respuestas de clientes a esta dirección?',
    button: 'Sí, confirmar esta dirección',
    done: 'Confirmada. Las respuestas se reenvían a esta dirección desde ahora.',
    askAgain: 'Pide uno nuevo en la configuración de Reply Tracking.',
  },
  answer: {
    ask: (name) => `¿Enviar este correo a ${name}?`,
    from: 'De',
    to: 'Para',
    subject: 'Asunto',
    remember: (address) => `${address} es mía: no preguntar de nuevo cuando esté verificada`,
    button: 'Sí, es mío. Enviar',
    done: 'Enviado. Sale a tu nombre.',
    gone: 'Este correo ya se envió, o el enlace venció.',
  },
  late: {
    ask: (name) => `¿Agregar esta respuesta a ${name}?`,
    button: 'Sí, agregar',
    done: 'Agregada. Se reenvía y se analiza como todas las respuestas.',
    gone: 'Esta respuesta ya se agregó, o el enlace venció.',
  },
  attachment: { elsewhere: 'Abre la respuesta en HubSpot o pídele el archivo al cliente.' },
  install: {
    connected: {
      title: 'Reply Tracking está conectado',
      text: 'Siguiente: cinco pasos hasta la primera respuesta. La lista está en la página de inicio de la aplicación y desaparece cuando todo esté hecho.',
    },
    reconnected: {
      title: 'Reply Tracking está conectado de nuevo',
      text: 'Tu configuración sigue igual. Estamos sincronizando las actualizaciones pendientes.',
    },
    denied: {
      title: 'Acceso no concedido',
      text: 'HubSpot no concedió acceso. Debes ser superadministrador o tener acceso al App Marketplace; algunas cuentas también deben aprobar antes cada aplicación y sus permisos.',
    },
    not_begun_here: {
      title: 'Instalación interrumpida',
      text: 'Empezó en otro navegador, tardó más de 15 minutos o las cookies están bloqueadas. No se conectó nada.',
    },
    code_void: {
      title: 'Este enlace de instalación ya se usó',
      text: 'HubSpot acepta cada confirmación una sola vez. Si la aplicación aún no está conectada, empieza de nuevo.',
    },
    scopes_missing: {
      title: 'Falta un permiso',
      text: 'Reply Tracking necesita todos los permisos obligatorios. No se conectó nada. Faltan:',
    },
    try_again: { title: 'HubSpot no respondió', text: 'No se perdió nada. Empieza de nuevo en un minuto.' },
    misconfigured: {
      title: 'Error de configuración: HubSpot rechazó esta aplicación',
      text: 'Contacta al administrador de Reply Tracking. El registro tiene los detalles.',
    },
    openHubSpot: 'Abrir HubSpot',
    startAgain: 'Empezar de nuevo',
    hubSpotSays: 'HubSpot dice:',
  },
};

export const LINK_WORDS: InEveryLanguage<Words> = { en, pt, es };
