import type { SettingsWords } from './en.ts';

export const es: SettingsWords = {
  readOnly:
    'Puedes ver esta configuración. Solo pueden cambiarla quienes figuran en “Quién puede cambiar la configuración”.',
  answers: {
    title: 'Cómo se envían tus respuestas',
    hint: {
      reply_tracking:
        'Responde al correo reenviado como siempre. El cliente recibe tu respuesta a tu nombre, sin nada agregado por nosotros, y la suya vuelve aquí.',
      own_address: 'Tu respuesta va directo al cliente. Usa Responder a todos para que la conversación siga rastreada.',
    },
    portal: 'Todos en esta cuenta',
    user: 'Solo para mí',
    reply_tracking: 'Responder con Reply Tracking',
    own_address: 'Responder desde mi propia dirección',
    asAccount: 'Igual que la cuenta',
  },
  general: {
    title: 'Preferencias',
    language: 'Idioma de los análisis y de los correos reenviados',
    languages: { en: 'English', pt: 'Português', es: 'Español' },
    ai: 'Analizar respuestas con IA',
    aiHint: 'Si está desactivado, se usan reglas automáticas y ningún texto va a una IA.',
    forward: 'Reenviar respuestas a un buzón',
    automaticStatus: 'Cambiar el estado de prospección automáticamente',
    automaticStatusHint:
      'Contactado, Respondió y Dado de baja son automáticos. Interesado y Convertido los decides tú.',
    tasks: 'Crear tareas',
    tasksHint: 'Los plazos y propietarios están en “Horarios y tareas”.',
    optOutLine: 'Incluir dirección postal y enlace de baja',
    optOutLineHint: 'Aparece al final de cada correo rastreado, no en tus respuestas. La ley suele exigirlo.',
    postalAddress: 'Dirección postal de la empresa',
    postalAddressHint: 'Obligatoria antes del primer correo rastreado.',
    savePostalAddress: 'Guardar dirección',
    dailyCap: 'Límite diario de correos rastreados',
    defaultOwner: 'Responsable de las tareas de contactos sin propietario',
    nobody: 'Nadie',
    editors: 'Quién puede cambiar la configuración',
    editorsHint: 'Si está vacío, todos los que pueden abrir esta página.',
  },
  hours: {
    title: 'Horarios y tareas',
    intro: 'Los plazos en horas laborables usan estos horarios, en la zona horaria de tu cuenta.',
    days: 'Días laborables',
    dayNames: ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'],
    from: 'Inicio de la jornada',
    to: 'Fin de la jornada',
    holidays: 'Festivos',
    holidaysHint: 'Una fecha por línea, como 2026-12-25.',
    saveHolidays: 'Guardar festivos',
    noDay: (text: string) => `“${text}” no es una fecha como 2026-12-25.`,
    taskTypes: 'Tipos de respuesta que crean una tarea',
    taskTypesHint: 'Solo mientras “Crear tareas” esté activado.',
    deadline: {
      high_value: 'Alto valor: plazo en horas',
      needs_handling: 'Requiere gestión: plazo en horas laborables',
    },
    owner: (type: string) => `Propietario de la tarea: ${type}`,
    contactOwner: 'El propietario del contacto',
  },
  yourWords: {
    title: 'Tus palabras',
    intro:
      'Di qué significan las palabras en tu empresa. Compara primero y guarda después: vale para las próximas respuestas.',
    products: 'Tus productos',
    competitors: 'Competidores',
    highValue: 'Palabras que indican alto valor',
    needsHandling: 'Palabras que requieren gestión',
    forAi: 'Para la IA, con tus palabras',
    hints: {
      products: 'Un nombre por línea.',
      competitors: 'Un nombre por línea. El resumen avisa cuando una respuesta menciona alguno.',
      highValue: 'Una palabra o expresión por línea. No cuenta cuando el cliente rechaza.',
      needsHandling: 'Una palabra o expresión por línea. Prevalece sobre alto valor.',
      forAi:
        'Hasta 600 caracteres sobre qué hace que una respuesta sea de alto valor o requiera gestión. Las reglas integradas no leen este texto.',
    },
    compare: 'Comparar en las últimas 50 respuestas',
    compareWithAi: 'Comparar con IA en las últimas 5',
    save: 'Guardar tus palabras',
    result: (changed: number, compared: number) =>
      changed === 0
        ? `Ninguna diferencia en ${compared} respuestas.`
        : `${changed} de ${compared} respuestas serían diferentes.`,
    byRules: 'Comparado con las reglas integradas: palabras de hoy → estas palabras. Aún no se guarda nada.',
    byAi: 'Comparado con la IA: análisis guardado → IA con estas palabras. La IA también varía por sí sola. Aún no se guarda nada.',
    noReplies: 'Todavía no hay respuestas para comparar.',
    saved: (version, who, day) => `Versión ${version}, guardada por ${who} el ${day}`,
  },
  health: {
    title: 'Estado del sistema',
    check: 'Revisar de nuevo',
    checks: {
      connection: 'Conexión con HubSpot',
      scopes: 'Permisos en HubSpot',
      properties: 'Propiedades del contacto',
      mail_domain: 'Envío y recepción de correo',
      forward_target: 'Reenvío a tu buzón',
      ai: 'Análisis por IA',
    },
    problems: {
      unreachable: () => 'HubSpot no respondió. Revisa de nuevo en un minuto.',
      paused: () => 'HubSpot está limitando nuestras llamadas. Las actualizaciones se reanudan solas.',
      scopes_missing: (names) =>
        `Permisos no concedidos: ${names}. Algunas actualizaciones se omiten o se guardan como notas. Reconecta para concederlos.`,
      not_in_plan: (names) =>
        `Tu plan de HubSpot no tiene: ${names}. Los workflows no pueden esperar una respuesta; lo demás funciona.`,
      properties_taken: (names) =>
        `Ya tienes propiedades con estos nombres, así que no escribimos en ellas: ${names}. Renómbralas y revisa de nuevo.`,
      properties_not_made: () => 'Se crean con la primera actualización.',
      properties_no_room: (names) =>
        `Tu plan de HubSpot no tiene espacio para: ${names}. Lo demás se completa. Elimina propiedades de contacto sin uso o mejora tu plan y vuelve a comprobar.`,
      sender_not_authenticated: (names) =>
        `No se pueden reenviar correos: ${names} no está autenticado en SendGrid. Contacta al administrador de Reply Tracking.`,
      sender_unchecked: (names) =>
        `No podemos comprobar si ${names} está autenticado en SendGrid. La clave de API necesita lectura en Sender Authentication.`,
      mx_missing: (names) => `El registro MX de ${names} no apunta a SendGrid; ninguna respuesta puede llegar.`,
      never_log: (names) =>
        `En HubSpot, en Configuración → Objetos → Contactos → Nunca registrar, agrega ${names}. Si no, las bandejas conectadas convierten nuestras direcciones en contactos.`,
      mails_failed: (names) =>
        `Correos no enviados en los últimos 7 días: ${names}. Mira “Incidencias” en la página de inicio.`,
      forward_off: () => 'El reenvío está desactivado.',
      nobody: () => 'No hay dirección de reenvío. Agrega una en “A dónde se reenvían las respuestas”.',
      ai_off: () => 'Desactivado. Se usan reglas automáticas.',
      ai_not_configured: () => 'No hay IA configurada. Se usan reglas automáticas.',
    },
    ok: 'OK',
    warning: 'Parcial',
    error: 'Error',
  },
  try: {
    title: 'Probar el análisis',
    intro: 'Pega la respuesta de un cliente. No se guarda nada.',
    text: 'Respuesta del cliente',
    start: 'Analizar',
    byRules: 'Analizado por reglas automáticas',
    byModel: (model) => `Analizado por ${model}`,
  },
  history: {
    title: 'Historial de cambios',
    none: 'Aún no hay cambios.',
    more: 'Mostrar cambios anteriores',
    contact: 'un contacto eliminado',
    by: { operator: 'El operador', somebody: 'Alguien' },
    actions: {
      settings_changed: (who, what) => `${who} cambió: ${what}`,
      user_settings_changed: (who, what) => `${who} cambió para sí: ${what}`,
      forward_address_asked: (who, address, scope) => `${who} pidió el reenvío a ${address} (${scope})`,
      forward_address_confirmed: (_who, address, scope) => `${address} confirmó el reenvío (${scope})`,
      forward_address_removed: (who, address, scope) => `${who} eliminó la dirección ${address} (${scope})`,
      person_added: {
        created: (who, contact) => `${who} creó un contacto a partir de una respuesta de ${contact}`,
        linked: (who, contact) => `${who} vinculó un contacto a partir de una respuesta de ${contact}`,
      },
      sender_judged: {
        contact: (who, contact) => `${who} confirmó que una respuesta es de ${contact}`,
        colleague: (who, contact) => `${who} aceptó la respuesta de un colega de ${contact}`,
        other_contact: (who, contact) => `${who} movió una respuesta a ${contact}`,
        nobody: (who, contact) => `${who} ignoró una respuesta en ${contact}`,
      },
      analysis_corrected: (who, contact, fields) =>
        `${who} corrigió el análisis de una respuesta de ${contact}: ${fields}`,
      disconnected: (who) => `${who} desconectó esta cuenta`,
    },
  },
  disconnect: {
    title: 'Desconectar',
    intro:
      'Al desconectar, el análisis y las actualizaciones en HubSpot se detienen al momento. Las respuestas se reenvían 7 días más. Borramos nuestros datos a los 30 días. Las propiedades de los contactos quedan en HubSpot.',
    start: 'Desconectar esta cuenta',
    sure: '¿Desconectar Reply Tracking de esta cuenta?',
    confirm: 'Desconectar',
    cancel: 'Cancelar',
    done: 'Reply Tracking está desconectado de esta cuenta.',
    doneHint: 'Reconecta dentro de 30 días para conservar todo lo guardado hoy.',
    again: 'Reconectar',
  },
};
