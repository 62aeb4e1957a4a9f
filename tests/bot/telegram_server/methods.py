"""The methods this server can answer out of its own memory, by name."""

from collections.abc import Callable
from typing import Any

from tests.bot.telegram_server import about_bot, editing, sending
from tests.bot.telegram_server.answers import JsonObject
from tests.bot.telegram_server.world import World

Method = Callable[[World, JsonObject], Any]

METHODS: dict[str, Method] = {
    "sendMessage": sending.send_message,
    "sendRichMessage": sending.send_rich_message,
    "sendDocument": sending.file_sender("document"),
    "sendPhoto": sending.file_sender("photo"),
    "sendVoice": sending.file_sender("voice"),
    "sendAudio": sending.file_sender("audio"),
    "sendVideo": sending.file_sender("video"),
    "sendAnimation": sending.file_sender("animation"),
    "sendSticker": sending.file_sender("sticker"),
    "sendMediaGroup": sending.send_media_group,
    "sendContact": sending.send_contact,
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "sendMessageDraft": sending.send_draft,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "editMessageMedia": editing.edit_media,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_tap,
    "getMe": about_bot.get_me,
    "getFile": about_bot.get_file,
    "getChat": about_bot.get_chat,
    "getChatMember": about_bot.get_chat_member,
    "leaveChat": about_bot.leave_chat,
    "setMyCommands": about_bot.set_commands,
    "getMyCommands": about_bot.get_commands,
    "deleteMyCommands": about_bot.delete_commands,
    "setChatMenuButton": about_bot.set_menu_button,
    "getChatMenuButton": about_bot.get_menu_button,
    **about_bot.text_methods(),
}
