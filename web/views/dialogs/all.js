/** All dialogs, as one bundle that is loaded after the first screen (see `Dialogs`). */
export { ModerationQueueDialog } from "../moderation/queue.js";
export { SettingsDialog } from "../settings/index.js";
export { BrowseRoomsDialog } from "./browse_rooms.js";
export { CreateRoomDialog } from "./create_room.js";
export { FindPersonDialog } from "./find_person.js";
export { LeaveRoomDialog } from "./leave_room.js";
export { ReportDialog } from "./report.js";
export { RoomSettingsDialog } from "./room_settings.js";
export { SanctionDialog } from "./sanction.js";
