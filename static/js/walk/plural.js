/** A text that counts, in the form that the language has for this number: English has two, Polish three. `forms` are
 *  those of `plural_forms` on the server, each with {count} where the number goes. */
export function counted(forms, number) {
  const language = document.documentElement.lang;
  const form = new Intl.PluralRules(language).select(number);
  return (forms[form] ?? forms.other).replace("{count}", number.toLocaleString(language));
}
