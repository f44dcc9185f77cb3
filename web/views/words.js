/** A refusal in the person's language; the server's own words are shown only where they are the reason. */
export function explain(language, error) {
  const { code, message, until, retryAfter, field } = error;
  const values = { message: field ? `${field}: ${message}` : message };
  if (until != null && language.has(`error.${code}.until`)) {
    const text = language.t(`error.${code}.until`, { until: language.exact(until) });
    return withReason(language, text, code, message);
  }
  if (retryAfter != null && language.has(`error.${code}.wait`)) {
    return language.t(`error.${code}.wait`, { seconds: Math.ceil(retryAfter / 1000) });
  }
  const text = language.has(`error.${code}`) ? language.t(`error.${code}`, values) : message;
  return code === "muted" || code === "banned" || code === "kicked" ? withReason(language, text, code, message) : text;
}

function withReason(language, text, code, reason) {
  return reason && reason !== code ? language.t("error.with", { text, reason }) : text;
}
