"""rss2email: the real program, into a Maildir."""

import datetime
import email.policy
import email.utils
import mailbox
import subprocess
import urllib.parse

import pytest

from compare import Read, differences
from expected import text_of_html

# Dates as Date headers, titles as subjects, HTML as it came.
CONFIGURATION = """\
[DEFAULT]
from = press@reader.example
to = reader@reader.example
email-protocol = maildir
maildir-path = {folder}
maildir-mailbox = Maildir
date-header = True
date-header-order = published
html-mail = True
name-format = {{feed-title}}
use-8bit = True
"""


class Mailer:
    def __init__(self, folder):
        self.folder = folder
        (folder / "config").write_text(CONFIGURATION.format(folder=folder))
        self.maildir = mailbox.Maildir(
            folder / "Maildir", factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default)
        )

    def r2e(self, *arguments):
        files = ["-c", self.folder / "config", "-d", self.folder / "data.json"]
        subprocess.run(["r2e", *files, *arguments], check=True, timeout=120, capture_output=True)

    def take(self):
        """The mails that have come, which go."""
        mails = list(self.maildir)
        self.maildir.clear()
        return mails


def read(mail):
    return Read(
        id=str(mail["X-RSS-ID"]),
        title=str(mail["Subject"]),
        published=email.utils.parsedate_to_datetime(mail["Date"]).astimezone(datetime.UTC),
        text=text_of_html(mail.get_body().get_content()),
    )


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_every_feed_becomes_mails_once(running, ending, tmp_path):
    faults = []
    for number, (url, feed) in enumerate(running.documents(ending)):
        folder = tmp_path / str(number)
        folder.mkdir()
        mailer = Mailer(folder)
        mailer.r2e("add", "feed", url)
        mailer.r2e("run")
        mails = sorted(map(read, mailer.take()), key=lambda it: (it.published, it.id), reverse=True)
        faults += [f"{url}: {fault}" for fault in differences(None, mails, feed)]
        mailer.r2e("run")
        if again := mailer.take():
            faults.append(f"{url}: {len(again)} mails came a second time")
        if (code := running.server.statuses(urllib.parse.urlsplit(url).path)[-1]) != 304:
            faults.append(f"{url}: the second run was answered with {code}")
    assert not faults, "\n".join(faults)
