import type { personal as en } from './en.ts';

export const personal: typeof en = {
  saved: 'Salvo',
  forwardAddress: {
    title: 'Para onde as respostas são encaminhadas',
    intro: (address) => `As respostas aos seus e-mails rastreados são encaminhadas para ${address}.`,
    nowhere: 'Nenhum endereço de encaminhamento definido.',
    portal: 'Todos nesta conta',
    portalHint: 'Se vazio, cada resposta vai para quem enviou o e-mail.',
    user: 'Só para mim',
    userHint: 'Se vazio, usa o endereço da conta ou o seu.',
    save: 'Enviar confirmação',
    clear: 'Remover',
    none: 'Não definido',
    pending: 'Confirmação pendente',
    confirmed: 'Confirmado',
    asked: (address) =>
      `Enviamos um link de confirmação para ${address}. O encaminhamento começa quando ele for aberto.`,
    removed: 'Endereço removido',
    wrong: 'Informe um endereço de e-mail válido.',
  },
  signature: {
    title: 'Sua assinatura',
    hint: 'Incluída no fim de cada e-mail que você escreve nos cartões. Respostas enviadas pelo Outlook ou Gmail usam a assinatura de lá.',
    label: 'Assinatura',
  },
  test: {
    title: 'Enviar uma resposta de teste',
    intro:
      'Simulamos uma resposta de um contato fictício e mostramos cada etapa. Nada fica no HubSpot, nada é contado e nenhum workflow é iniciado.',
    start: 'Enviar resposta de teste',
    steps: {
      received: 'Recebida',
      placed: 'Reconhecida',
      forwarded: 'Encaminhada para a sua caixa',
      analyzed: 'Analisada',
      written: 'Gravada no HubSpot',
    },
    waiting: 'Em andamento',
    done: 'Concluído',
    skipped: 'Ignorado',
    failed: 'Falhou',
  },
};
