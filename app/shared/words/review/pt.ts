import type { review as en } from './en.ts';

export const review: typeof en = {
  sender: {
    isThis: (name) => (name ? `É ${name}?` : 'É mesmo seu contato?'),
    itIs: (name) => (name ? `É ${name}` : 'É meu contato'),
    colleague: 'Outra pessoa da empresa',
    other: 'Outro contato',
    ignore: 'Ignorar',
    askBack:
      'Este e-mail não passou na autenticação. Ligue para o contato em um número que você conhece antes de confiar.',
    said: {
      contact: 'Remetente confiável e lembrado',
      colleague: 'Resposta contada como de um colega',
      other_contact: 'Resposta movida para esse contato',
      nobody: 'Remetente ignorado',
    },
    otherTitle: 'De quem é a resposta?',
    search: 'Nome ou endereço de e-mail',
    searchButton: 'Buscar',
    nobodyFound: 'Nenhum contato encontrado. Tente outro nome ou endereço.',
    unknownHint: (address) =>
      `Esta resposta veio de ${address}, que não é um endereço deste contato. Confirme o remetente para atualizar propriedades, tarefas e status.`,
    unprovenHint: (address) =>
      `Este e-mail diz ser de ${address}, mas nada comprova isso. Confirme o remetente para atualizar propriedades, tarefas e status.`,
    failed: 'Possível fraude',
    failedHint: (address) =>
      `O e-mail diz ser de ${address}, mas não passou na autenticação. Não siga links nem pedidos de pagamento. Nada foi salvo no HubSpot.`,
    acceptAnyway: 'Confiar mesmo assim',
  },
  correction: {
    corrected: 'Correção salva',
    analystSaid: (value) => `Sugestão: ${value}`,
  },
};
