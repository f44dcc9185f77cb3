/** What an act of the audit log tells beside who and whom, in the person's words where there are any. */
export function givenName({ action, detail = "" }, translate) {
  const name = {
    role: `role.${detail}`,
    resolve: `desk.${detail === "done" ? "done" : "dismiss"}`,
  }[action];
  return (name && translate(name)) ?? detail;
}
