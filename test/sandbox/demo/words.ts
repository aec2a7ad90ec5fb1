import type { Language } from '../../../lib/language.ts';

/** Who is in the demo, and what is written in it. Whether a reply is of high value, say, is for the product to find. */
export const PEOPLE: Record<Language, string[]> = {
  pt: [
    'Beatriz Almeida',
    'Caio Moreira',
    'Daniela Rocha',
    'Eduardo Pires',
    'Fernanda Lopes',
    'Gustavo Dias',
    'Helena Castro',
    'Igor Barros',
    'Juliana Reis',
    'Lucas Teixeira',
    'Marina Prado',
    'Otávio Nunes',
    'Paula Freitas',
    'Renato Gomes',
    'Sofia Campos',
    'Vitor Azevedo',
  ],
  en: [
    'Alice Warren',
    'Ben Foster',
    'Chloe Marsh',
    'David Quinn',
    'Emma Doyle',
    'Frank Hobbs',
    'Grace Lowell',
    'Henry Cole',
    'Isla Barton',
    'Jack Mercer',
    'Kate Winslow',
    'Liam Pryor',
  ],
  es: [
    'Andrés Molina',
    'Bárbara Soto',
    'Camila Vera',
    'Diego Paredes',
    'Elena Rivas',
    'Felipe Cano',
    'Gloria Mena',
    'Hugo Salas',
    'Inés Duarte',
    'Jorge Peña',
    'Laura Ortiz',
    'Mateo Rojas',
  ],
};

type Topic = { subject: string; text: string };
export const TOPICS: Record<Language, [Topic, Topic, Topic]> = {
  pt: [
    {
      subject: 'Relatório de estoque para as suas lojas',
      text: 'O relatório de estoque já está na sua conta. Faz sentido levar o plano Pro para as outras lojas?',
    },
    {
      subject: 'Uma demonstração de 15 minutos',
      text: 'Posso mostrar em 15 minutos como outras redes fecham o inventário no mesmo dia?',
    },
    { subject: 'Seu teste termina na sexta', text: 'Seu teste do plano Pro termina na sexta. Quer continuar?' },
  ],
  en: [
    {
      subject: 'Stock report for your stores',
      text: 'The stock report is in your account now. Would the Pro plan make sense for your other stores?',
    },
    {
      subject: 'A 15-minute demo',
      text: 'May I show you in 15 minutes how other chains close their inventory on the same day?',
    },
    {
      subject: 'Your trial ends on Friday',
      text: 'Your trial of the Pro plan ends on Friday. Would you like to go on?',
    },
  ],
  es: [
    {
      subject: 'Informe de inventario para tus tiendas',
      text: 'El informe de inventario ya está en tu cuenta. ¿Tiene sentido llevar el plan Pro a las demás tiendas?',
    },
    {
      subject: 'Una demostración de 15 minutos',
      text: '¿Te muestro en 15 minutos cómo otras cadenas cierran su inventario el mismo día?',
    },
    { subject: 'Tu prueba termina el viernes', text: 'Tu prueba del plan Pro termina el viernes. ¿Quieres seguir?' },
  ],
};

/** Of a reply: eager, calm, angry, or an end. */
export type Mood = 'eager' | 'calm' | 'angry' | 'stop';
export const REPLIES: Record<Language, Record<Mood, string[]>> = {
  pt: {
    eager: [
      'Sim, temos interesse. Pode me enviar os preços do plano Pro para 12 lojas?',
      'Gostei muito. Queremos contratar o plano Pro, me mande a proposta hoje, por favor.',
      'Vamos fechar. Quanto custa para 30 usuários por mês?',
    ],
    calm: [
      'Obrigado, vou conversar com meu sócio e volto a falar na semana que vem.',
      'Recebido, obrigado. Por enquanto ficamos no plano gratuito.',
    ],
    angry: [
      'Fui cobrado duas vezes e ninguém me responde. Preciso que resolvam isso hoje.',
      'O sistema está fora do ar desde ontem. Isso é inaceitável, quero falar com um responsável.',
    ],
    stop: ['Por favor, não me enviem mais e-mails.'],
  },
  en: {
    eager: [
      'Yes, we are interested. Could you send me the prices of the Pro plan for 12 stores?',
      'We would like to buy the Pro plan. Please send me the contract today.',
      'How much is it for 30 users a month? We want to start in December.',
    ],
    calm: [
      'Thank you, I will talk to my partner and get back to you next week.',
      'Thanks, received. We stay on the free plan for now.',
    ],
    angry: [
      'We were charged twice and nobody answers us. Please fix this today.',
      'Your system has been down since yesterday. This is unacceptable, I want to speak to your manager.',
    ],
    stop: ['Please stop sending me emails.'],
  },
  es: {
    eager: [
      'Sí, nos interesa. ¿Puedes enviarme los precios del plan Pro para 12 tiendas?',
      'Queremos contratar el plan Pro. Envíame la propuesta hoy, por favor.',
      '¿Cuánto cuesta para 30 usuarios al mes? Queremos empezar en diciembre.',
    ],
    calm: [
      'Gracias, lo hablo con mi socio y te escribo la próxima semana.',
      'Recibido, gracias. Por ahora seguimos con el plan gratuito.',
    ],
    angry: [
      'Nos cobraron dos veces y nadie nos responde. Necesito que lo resuelvan hoy.',
      'El sistema no funciona desde ayer. Es inaceptable, quiero hablar con un responsable.',
    ],
    stop: ['Por favor, no me envíen más correos.'],
  },
};

export const ANSWERS: Record<Language, string> = {
  pt: 'Obrigado pela mensagem. Segue o que você pediu; qualquer dúvida, estou à disposição.',
  en: 'Thank you for your message. Here is what you asked for; I am here for any question.',
  es: 'Gracias por tu mensaje. Aquí tienes lo que pediste; quedo atento a cualquier duda.',
};
