import type { Language } from '../../lib/portals/settings.ts';

export type InstallOutcome =
  | 'connected'
  | 'reconnected'
  | 'denied'
  | 'not_begun_here'
  | 'code_void'
  | 'scopes_missing'
  | 'try_again'
  | 'misconfigured';

type Texts = { title: string; text: string };

const TEXTS: Record<
  Language,
  Record<InstallOutcome, Texts> & { openHubSpot: string; startAgain: string; hubSpotSays: string }
> = {
  en: {
    connected: {
      title: 'Reply Tracking is connected',
      text: 'Next: add the Reply Tracking cards to the contact record, and look at the health list on the settings page.',
    },
    reconnected: {
      title: 'Reply Tracking is connected again',
      text: 'Your settings are as they were. What waited is being written into HubSpot now.',
    },
    denied: {
      title: 'Nothing was connected',
      text: 'HubSpot did not grant access. You need to be a Super Admin or to have App Marketplace access; some accounts also have to approve each app and its permissions first.',
    },
    not_begun_here: {
      title: 'This install cannot go on',
      text: 'It was begun in another browser, took more than 15 minutes, or cookies are blocked. Nothing was connected.',
    },
    code_void: {
      title: 'This install link was used already',
      text: 'HubSpot accepts each confirmation once. If the app is not connected yet, start again.',
    },
    scopes_missing: {
      title: 'A permission is missing',
      text: 'Reply Tracking cannot work without all of its required permissions. Nothing was connected. Missing:',
    },
    try_again: { title: 'HubSpot did not answer', text: 'Nothing is lost. Please start again in a minute.' },
    misconfigured: {
      title: 'Reply Tracking is not set up correctly',
      text: 'HubSpot does not accept this app. Please tell whoever runs Reply Tracking for you; the log has the details.',
    },
    openHubSpot: 'Open HubSpot',
    startAgain: 'Start again',
    hubSpotSays: 'HubSpot says:',
  },
  pt: {
    connected: {
      title: 'O Reply Tracking está conectado',
      text: 'A seguir: adicione os cartões do Reply Tracking ao registro do contato e confira a lista de verificação na página de configurações.',
    },
    reconnected: {
      title: 'O Reply Tracking está conectado de novo',
      text: 'Suas configurações foram mantidas. O que estava à espera está sendo gravado no HubSpot.',
    },
    denied: {
      title: 'Nada foi conectado',
      text: 'O HubSpot não concedeu acesso. É preciso ser superadministrador ou ter acesso ao App Marketplace; algumas contas também precisam aprovar antes cada aplicativo e suas permissões.',
    },
    not_begun_here: {
      title: 'Esta instalação não pode continuar',
      text: 'Ela começou em outro navegador, levou mais de 15 minutos, ou os cookies estão bloqueados. Nada foi conectado.',
    },
    code_void: {
      title: 'Este link de instalação já foi usado',
      text: 'O HubSpot aceita cada confirmação uma única vez. Se o aplicativo ainda não estiver conectado, comece de novo.',
    },
    scopes_missing: {
      title: 'Falta uma permissão',
      text: 'O Reply Tracking não funciona sem todas as permissões obrigatórias. Nada foi conectado. Faltam:',
    },
    try_again: { title: 'O HubSpot não respondeu', text: 'Nada se perdeu. Comece de novo daqui a um minuto.' },
    misconfigured: {
      title: 'O Reply Tracking não está configurado corretamente',
      text: 'O HubSpot não aceita este aplicativo. Avise quem opera o Reply Tracking; o log tem os detalhes.',
    },
    openHubSpot: 'Abrir o HubSpot',
    startAgain: 'Começar de novo',
    hubSpotSays: 'O HubSpot diz:',
  },
  es: {
    connected: {
      title: 'Reply Tracking está conectado',
      text: 'Siguiente paso: añada las tarjetas de Reply Tracking al registro del contacto y revise la lista de estado en la página de configuración.',
    },
    reconnected: {
      title: 'Reply Tracking está conectado de nuevo',
      text: 'Su configuración sigue igual. Lo que estaba en espera se está escribiendo en HubSpot.',
    },
    denied: {
      title: 'No se conectó nada',
      text: 'HubSpot no concedió acceso. Debe ser superadministrador o tener acceso al App Marketplace; algunas cuentas también deben aprobar antes cada aplicación y sus permisos.',
    },
    not_begun_here: {
      title: 'Esta instalación no puede continuar',
      text: 'Empezó en otro navegador, tardó más de 15 minutos o las cookies están bloqueadas. No se conectó nada.',
    },
    code_void: {
      title: 'Este enlace de instalación ya se usó',
      text: 'HubSpot acepta cada confirmación una sola vez. Si la aplicación aún no está conectada, empiece de nuevo.',
    },
    scopes_missing: {
      title: 'Falta un permiso',
      text: 'Reply Tracking no funciona sin todos los permisos obligatorios. No se conectó nada. Faltan:',
    },
    try_again: { title: 'HubSpot no respondió', text: 'No se perdió nada. Empiece de nuevo en un minuto.' },
    misconfigured: {
      title: 'Reply Tracking no está bien configurado',
      text: 'HubSpot no acepta esta aplicación. Avise a quien opera Reply Tracking; el registro tiene los detalles.',
    },
    openHubSpot: 'Abrir HubSpot',
    startAgain: 'Empezar de nuevo',
    hubSpotSays: 'HubSpot dice:',
  },
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page of its own for each outcome of an install: what happened, and one link to what to do next. */
export function installPage(
  language: Language,
  outcome: InstallOutcome,
  {
    hubSpotUrl,
    startUrl,
    missing = [],
    said,
  }: { hubSpotUrl?: string; startUrl: string; missing?: string[]; said?: string },
): string {
  const words = TEXTS[language];
  const { title, text } = words[outcome];
  const list =
    missing.length > 0
      ? `<ul>${missing.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul>`
      : '';
  const quote = said ? `<p>${words.hubSpotSays} ${escapeHtml(said)}</p>` : '';
  const link = hubSpotUrl ? [hubSpotUrl, words.openHubSpot] : [startUrl, words.startAgain];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#213343}a{color:#00597a}</style>
<main><h1>${title}</h1><p>${text}</p>${list}${quote}<p><a href="${escapeHtml(link[0]!)}">${link[1]}</a></p></main>
</html>`;
}
