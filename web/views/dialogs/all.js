/** All dialogs, which are fetched after the first screen: see `Dialogs`. */
export { DeskView } from "../moderation/queue.js";
export { Settings } from "../settings/index.js";
export { Browse } from "./browse_rooms.js";
export { Create } from "./create_room.js";
export { Seek } from "./find_person.js";
export { Resign } from "./leave_room.js";
export { Complaint } from "./report.js";
export { Terms } from "./room_settings.js";
export { Penalty } from "./sanction.js";
