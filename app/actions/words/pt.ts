import type { BulkWords } from './en.ts';

export const pt: BulkWords = {
  about: (count) =>
    count === 1
      ? 'Dê a este contato um endereço de resposta próprio.'
      : `Dê a cada um destes ${count.toLocaleString('pt-BR')} contatos um endereço de resposta próprio.`,
  hint: 'As respostas enviadas a ele chegam a você e ao HubSpot, por 90 dias. Ele é salvo na propriedade “Endereço de resposta”, pronto para e-mails que você envia de outro lugar.',
  create: 'Criar endereços de resposta',
  goOn: 'Continuar',
  progress: (done, all) => `${done.toLocaleString('pt-BR')} de ${all.toLocaleString('pt-BR')}`,
  done: 'Endereços de resposta criados',
  created: (count) => (count === 1 ? '1 endereço criado' : `${count.toLocaleString('pt-BR')} endereços criados`),
  kept: (count) => `${count.toLocaleString('pt-BR')} já tinham um, que continua`,
  skipped: (count) => `${count.toLocaleString('pt-BR')} ignorados: excluídos ou sem e-mail`,
  propertyNote: 'O HubSpot mostra em até um minuto.',
  noProperty: 'Esta conta não tem a propriedade “Endereço de resposta” para salvá-los',
  noPropertyHint: 'Um administrador encontra o motivo em Configurações → Status do sistema.',
};
