import type { ReplyLanguage } from './language.ts';

/** Whose something is, as the customer says it and as it is told of the customer; what is ours is "yours" to them. */
const owners: Record<ReplyLanguage, Readonly<Record<string, string>>> = {
  en: { my: 'their', our: 'their', your: 'our' },
  es: {
    mi: 'su',
    mis: 'sus',
    nuestro: 'su',
    nuestra: 'su',
    nuestros: 'sus',
    nuestras: 'sus',
    vuestro: 'nuestro',
    vuestra: 'nuestra',
    vuestros: 'nuestros',
    vuestras: 'nuestras',
  },
  pt: {
    meu: 'seu',
    minha: 'sua',
    meus: 'seus',
    minhas: 'suas',
    nosso: 'seu',
    nossa: 'sua',
    nossos: 'seus',
    nossas: 'suas',
    vosso: 'nosso',
    vossa: 'nossa',
    vossos: 'nossos',
    vossas: 'nossas',
  },
  other: {},
};

/** "My colleague Rosa" is "their colleague Rosa" to who reads of it, and "your invoice" is "our invoice". */
export const inThirdPerson = (text: string, language: ReplyLanguage): string =>
  text.replace(/\p{L}+(?:['’]\p{L}+)?/gu, (word) => {
    const other = owners[language][word.toLowerCase()];
    return other && /^\p{Lu}/u.test(word) ? capitalized(other) : (other ?? word);
  });

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
