import type { InEveryLanguage } from '../../lib/language.ts';

/** What the pages say that a card opens in a frame. */
const en = {
  locale: 'en-US',
  expired: { title: 'This page has expired', text: 'Close it and open it again from the card.' },
  email: {
    noSubject: '(no subject)',
    from: 'From',
    to: 'To',
    cc: 'Cc',
    date: 'Date',
    files: 'Files',
    blocked: 'not available: potentially unsafe file type',
    gone: 'The text of this email is no longer kept.',
    body: 'Email',
    failed: 'This email failed authentication. Don’t open links or files, and don’t act on payment requests.',
    unproven: 'We couldn’t verify who sent this. Be careful with links and files.',
    remotePictures: 'Pictures from the internet are not shown, so that the sender can’t see that you opened this.',
  },
};

type Words = typeof en;

const pt: Words = {
  locale: 'pt-BR',
  expired: { title: 'Esta página expirou', text: 'Feche e abra de novo a partir do cartão.' },
  email: {
    noSubject: '(sem assunto)',
    from: 'De',
    to: 'Para',
    cc: 'Cc',
    date: 'Data',
    files: 'Arquivos',
    blocked: 'indisponível: tipo de arquivo que pode ser perigoso',
    gone: 'O texto deste e-mail não está mais guardado.',
    body: 'E-mail',
    failed: 'Este e-mail não passou na autenticação. Não abra links nem arquivos e não atenda a pedidos de pagamento.',
    unproven: 'Não conseguimos verificar quem enviou. Cuidado com links e arquivos.',
    remotePictures: 'Imagens da internet não são exibidas, para que o remetente não saiba que você abriu o e-mail.',
  },
};

const es: Words = {
  locale: 'es-419',
  expired: { title: 'Esta página venció', text: 'Ciérrala y ábrela de nuevo desde la tarjeta.' },
  email: {
    noSubject: '(sin asunto)',
    from: 'De',
    to: 'Para',
    cc: 'Cc',
    date: 'Fecha',
    files: 'Archivos',
    blocked: 'no disponible: tipo de archivo que puede ser peligroso',
    gone: 'El texto de este correo ya no se conserva.',
    body: 'Correo',
    failed: 'Este correo no pasó la autenticación. No abras enlaces ni archivos, ni atiendas pedidos de pago.',
    unproven: 'No pudimos verificar quién lo envió. Ten cuidado con los enlaces y archivos.',
    remotePictures: 'Las imágenes de internet no se muestran, para que el remitente no sepa que abriste el correo.',
  },
};

export const PAGE_WORDS: InEveryLanguage<Words> = { en, pt, es };
