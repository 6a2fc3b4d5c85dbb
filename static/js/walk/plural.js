/** The language of the page, by the habits of the phone's region where it speaks the same. */
export const locale = [navigator.language, document.documentElement.lang].find((tag) => tag.startsWith(document.documentElement.lang));

/** A text that counts, in the form that the language has for this number: English has two, Polish three. `forms` are
 *  those of `plural_forms` on the server, each with {count} where the number goes. */
export function counted(forms, number) {
  const form = new Intl.PluralRules(locale).select(number);
  return (forms[form] ?? forms.other).replace("{count}", number.toLocaleString(locale));
}
