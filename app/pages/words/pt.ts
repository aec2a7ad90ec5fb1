import type { HomeWords } from './en.ts';

export const pt: HomeWords = {
  title: 'Reply Tracking',
  reload: 'Atualizar',
  numbers: {
    waiting: 'Aguardando resposta',
    highValue: 'Alto valor',
    overdue: 'Atrasadas',
    attention: 'Pendências',
  },
  waiting: {
    handedTo: (name) => `Transferido para ${name}`,
    title: 'Aguardando resposta',
    none: 'Ninguém está esperando',
    noneHint: 'Novas respostas aparecem aqui assim que chegam.',
    contact: 'Contato',
    type: 'Tipo',
    opportunity: 'Oportunidade',
    insight: 'Resumo',
    since: 'Aguardando',
    overdue: 'Atrasada',
    more: (count) => `+ ${count}`,
    unknown: 'Ainda não analisada',
  },
  unidentified: {
    title: 'Quem escreveu?',
    intro: 'Respostas de remetentes que não pudemos verificar. Abra o contato e diga quem é.',
    isThis: (name) => `É ${name}?`,
    failed: 'Possível fraude',
  },
  attention: {
    title: 'Pendências',
    step: 'Pendência',
    contact: 'Contato',
    reason: 'Próximo passo',
    held: 'Em espera',
    unknown: 'Não confirmado',
    needs_attention: 'Falhou',
    more: (count) => `+ ${count}`,
  },
  late: {
    title: 'Respostas tardias',
    intro: 'Enviadas a um endereço de resposta expirado. Adicione uma ao contato para tratá-la normalmente.',
    attach: 'Adicionar ao contato',
    attached: 'Resposta adicionada ao contato',
  },
  check: {
    title: 'Fila de revisão',
    intro: 'A análise não teve certeza sobre estas.',
    confirm: 'Está correto',
    notFullyRead: 'Antes, abra o e-mail encaminhado: não conseguimos lê-lo por completo.',
    confirmed: 'Análise confirmada',
    sure: (percent) => `${percent}% de confiança`,
  },
  charts: {
    byType: 'Respostas nos últimos 30 dias',
    byStatus: 'Contatos por status da prospecção',
    type: 'Tipo de resposta',
    status: 'Status da prospecção',
    count: 'Quantidade',
  },
  corrections: {
    title: 'Precisão das análises',
    none: 'Nenhuma análise revisada ainda.',
    share: (corrected, reviewed) =>
      `${corrected} de ${reviewed} revisadas ${corrected === 1 ? 'foi corrigida' : 'foram corrigidas'}`,
  },
};
