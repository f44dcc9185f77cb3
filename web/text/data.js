/** What people see of the `data` of a message, a JSON object of an application. Pure functions. */

const MAX_FIELDS = 12;
const MAX_VALUE = 200;

/** The first fields as `{name, value}` texts; `more` is how many there are besides. */
export function dataFields(data) {
  const names = Object.keys(data);
  const fields = names.slice(0, MAX_FIELDS).map((name) => ({ name: shorten(name), value: shorten(valueText(data[name])) }));
  return { fields, more: names.length - fields.length };
}

/** The words for a message: its text, or its data in one line. */
export function messageWords({ text, data }) {
  if (text || !data) {
    return text;
  }
  const { fields, more } = dataFields(data);
  return [...fields.map(({ name, value }) => `${name}: ${value}`), ...(more > 0 ? ["…"] : [])].join(" · ");
}

function valueText(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function shorten(text) {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE).toWellFormed?.() ?? text.slice(0, MAX_VALUE)}…` : text;
}
