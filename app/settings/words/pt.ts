import type { SettingsWords } from './en.ts';

export const pt: SettingsWords = {
  readOnly: 'Você pode ver estas configurações. Só pode alterá-las quem está em “Quem pode alterar as configurações”.',
  answers: {
    title: 'Como suas respostas são enviadas',
    hint: {
      reply_tracking:
        'Responda ao e-mail encaminhado como sempre. O cliente a recebe em seu nome, sem nenhum acréscimo nosso, e a próxima resposta dele volta para cá.',
      own_address: 'Sua resposta vai direto para o cliente. Use Responder a todos para manter a conversa rastreada.',
    },
    portal: 'Todos nesta conta',
    user: 'Só para mim',
    reply_tracking: 'Responder pelo Reply Tracking',
    own_address: 'Responder do meu próprio endereço',
    asAccount: 'O mesmo da conta',
  },
  general: {
    title: 'Preferências',
    language: 'Idioma das análises e dos e-mails encaminhados',
    languages: { en: 'English', pt: 'Português', es: 'Español' },
    ai: 'Analisar respostas com IA',
    aiHint: 'Se desativado, usamos regras automáticas e nenhum texto vai para uma IA.',
    forward: 'Encaminhar respostas para uma caixa de e-mail',
    automaticStatus: 'Alterar o status da prospecção automaticamente',
    automaticStatusHint: 'Contatado, Respondeu e Descadastrado são automáticos. Interessado e Convertido você define.',
    tasks: 'Criar tarefas',
    tasksHint: 'Prazos e proprietários ficam em “Horários e tarefas”.',
    optOutLine: 'Incluir endereço postal e link de descadastro',
    optOutLineHint: 'Aparece no fim de cada e-mail rastreado, mas não nas suas respostas. A lei costuma exigir isso.',
    postalAddress: 'Endereço postal da empresa',
    postalAddressHint: 'Obrigatório antes do primeiro e-mail rastreado.',
    savePostalAddress: 'Salvar endereço',
    dailyCap: 'Limite diário de e-mails rastreados',
    defaultOwner: 'Responsável pelas tarefas de contatos sem proprietário',
    nobody: 'Ninguém',
    editors: 'Quem pode alterar as configurações',
    editorsHint: 'Se vazio, todos que podem abrir esta página.',
  },
  hours: {
    title: 'Horários e tarefas',
    intro: 'Os prazos em horas úteis usam estes horários, no fuso da sua conta.',
    days: 'Dias úteis',
    dayNames: ['Segunda-feira', 'Terça-feira', 'Quarta-feira', 'Quinta-feira', 'Sexta-feira', 'Sábado', 'Domingo'],
    from: 'Início do expediente',
    to: 'Fim do expediente',
    holidays: 'Feriados',
    holidaysHint: 'Uma data por linha, como 2026-12-25.',
    saveHolidays: 'Salvar feriados',
    noDay: (text: string) => `“${text}” não é uma data como 2026-12-25.`,
    taskTypes: 'Tipos de resposta que geram tarefa',
    taskTypesHint: 'Só enquanto “Criar tarefas” estiver ligado.',
    deadline: {
      high_value: 'Alto valor: prazo em horas',
      needs_handling: 'Requer tratativa: prazo em horas úteis',
    },
    owner: (type: string) => `Proprietário da tarefa: ${type}`,
    contactOwner: 'O proprietário do contato',
  },
  yourWords: {
    title: 'Suas palavras',
    intro:
      'Diga o que as palavras significam na sua empresa. Compare antes e depois salve: vale para as próximas respostas.',
    products: 'Seus produtos',
    competitors: 'Concorrentes',
    highValue: 'Palavras que indicam alto valor',
    needsHandling: 'Palavras que requerem tratativa',
    forAi: 'Para a IA, com suas palavras',
    hints: {
      products: 'Um nome por linha.',
      competitors: 'Um nome por linha. O resumo avisa quando uma resposta menciona um deles.',
      highValue: 'Uma palavra ou expressão por linha. Não vale quando o cliente recusa.',
      needsHandling: 'Uma palavra ou expressão por linha. Prevalece sobre alto valor.',
      forAi:
        'Até 600 caracteres sobre o que torna uma resposta de alto valor ou que requer tratativa. As regras integradas não leem este texto.',
    },
    compare: 'Comparar nas últimas 50 respostas',
    compareWithAi: 'Comparar com IA nas últimas 5',
    save: 'Salvar suas palavras',
    result: (changed: number, compared: number) =>
      changed === 0
        ? `Nenhuma diferença em ${compared} respostas.`
        : `${changed} de ${compared} respostas seriam diferentes.`,
    byRules: 'Comparado pelas regras integradas: palavras de hoje → estas palavras. Nada foi salvo ainda.',
    byAi: 'Comparado pela IA: análise guardada → IA com estas palavras. A IA também varia por conta própria. Nada foi salvo ainda.',
    noReplies: 'Ainda não há respostas para comparar.',
    saved: (version, who, day) => `Versão ${version}, salva por ${who} em ${day}`,
  },
  health: {
    title: 'Status do sistema',
    check: 'Verificar de novo',
    checks: {
      connection: 'Conexão com o HubSpot',
      scopes: 'Permissões no HubSpot',
      properties: 'Propriedades do contato',
      mail_domain: 'Envio e recebimento de e-mails',
      forward_target: 'Encaminhamento para a sua caixa',
      ai: 'Análise por IA',
    },
    problems: {
      unreachable: () => 'O HubSpot não respondeu. Verifique de novo em um minuto.',
      paused: () => 'O HubSpot está limitando nossas chamadas. As atualizações continuam automaticamente.',
      scopes_missing: (names) =>
        `Permissões não concedidas: ${names}. Algumas atualizações são ignoradas ou salvas como notas. Conecte de novo para concedê-las.`,
      not_in_plan: (names) =>
        `Seu plano do HubSpot não tem: ${names}. Os workflows não podem aguardar uma resposta; o restante funciona.`,
      properties_taken: (names) =>
        `Você já tem propriedades com estes nomes, por isso não gravamos nelas: ${names}. Renomeie-as e verifique de novo.`,
      properties_not_made: () => 'Criadas na primeira atualização.',
      properties_no_room: (names) =>
        `Seu plano do HubSpot não tem espaço para: ${names}. O restante é preenchido. Exclua propriedades de contato sem uso ou mude de plano e verifique de novo.`,
      sender_not_authenticated: (names) =>
        `Não é possível encaminhar e-mails: ${names} não está autenticado no SendGrid. Fale com o administrador do Reply Tracking.`,
      sender_unchecked: (names) =>
        `Não conseguimos verificar se ${names} está autenticado no SendGrid. A chave de API precisa de leitura em Sender Authentication.`,
      mx_missing: (names) => `O registro MX de ${names} não aponta para o SendGrid; nenhuma resposta pode chegar.`,
      never_log: (names) =>
        `No HubSpot, em Configurações → Objetos → Contatos → Nunca registrar, adicione ${names}. Senão, caixas de entrada conectadas transformam nossos endereços em contatos.`,
      mails_failed: (names) =>
        `E-mails não enviados nos últimos 7 dias: ${names}. Veja “Pendências” na página inicial.`,
      forward_off: () => 'O encaminhamento está desativado.',
      nobody: () => 'Nenhum endereço de encaminhamento. Adicione um em “Para onde as respostas são encaminhadas”.',
      ai_off: () => 'Desativada. Usamos regras automáticas.',
      ai_not_configured: () => 'Nenhuma IA configurada. Usamos regras automáticas.',
    },
    ok: 'OK',
    warning: 'Parcial',
    error: 'Erro',
  },
  try: {
    title: 'Testar a análise',
    intro: 'Cole a resposta de um cliente. Nada é salvo.',
    text: 'Resposta do cliente',
    start: 'Analisar',
    byRules: 'Analisado por regras automáticas',
    byModel: (model) => `Analisado por ${model}`,
  },
  history: {
    title: 'Histórico de alterações',
    none: 'Nenhuma alteração ainda.',
    more: 'Mostrar alterações anteriores',
    contact: 'um contato excluído',
    by: { operator: 'O operador', somebody: 'Alguém' },
    actions: {
      settings_changed: (who, what) => `${who} alterou: ${what}`,
      user_settings_changed: (who, what) => `${who} alterou para si: ${what}`,
      forward_address_asked: (who, address, scope) => `${who} pediu o encaminhamento para ${address} (${scope})`,
      forward_address_confirmed: (_who, address, scope) => `${address} confirmou o encaminhamento (${scope})`,
      forward_address_removed: (who, address, scope) => `${who} removeu o endereço ${address} (${scope})`,
      person_added: {
        created: (who, contact) => `${who} criou um contato a partir de uma resposta de ${contact}`,
        linked: (who, contact) => `${who} vinculou um contato a partir de uma resposta de ${contact}`,
      },
      sender_judged: {
        contact: (who, contact) => `${who} confirmou que uma resposta é de ${contact}`,
        colleague: (who, contact) => `${who} aceitou a resposta de um colega de ${contact}`,
        other_contact: (who, contact) => `${who} moveu uma resposta para ${contact}`,
        nobody: (who, contact) => `${who} ignorou uma resposta em ${contact}`,
      },
      analysis_corrected: (who, contact, fields) =>
        `${who} corrigiu a análise de uma resposta de ${contact}: ${fields}`,
      disconnected: (who) => `${who} desconectou esta conta`,
    },
  },
  disconnect: {
    title: 'Desconectar',
    intro:
      'Ao desconectar, a análise e as atualizações no HubSpot param na hora. As respostas são encaminhadas por mais 7 dias. Apagamos nossos dados após 30 dias. As propriedades dos contatos ficam no HubSpot.',
    start: 'Desconectar esta conta',
    sure: 'Desconectar o Reply Tracking desta conta?',
    confirm: 'Desconectar',
    cancel: 'Cancelar',
    done: 'O Reply Tracking está desconectado desta conta.',
    doneHint: 'Reconecte em até 30 dias para manter tudo o que está salvo hoje.',
    again: 'Reconectar',
  },
};
