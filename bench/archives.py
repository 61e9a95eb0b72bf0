"""Clients who download archives beside a mail-out, some of them over slow lines."""

from bench import processes, senders
from bench.figures import Figures
from bench.scene import Scene
from bench.visitors import Visit
from extensions import db
from models.delivery import DownloadRight
from models.photo import Folder
from services import deliveries
from services.files import storage
from tests import factories

READERS, SLOW_READERS, READER_BYTES_S, SLOW_BYTES_S = 20, 12, 5_000_000, 50_000
FINISHED = 120


class Downloads(Scene):
    title = "20 clients download archives, 12 more over slow lines"

    def __enter__(self) -> Scene:
        gallery = factories.make_gallery(self.crowd.studio)
        gallery.delivery.download_right = DownloadRight.ALL
        kinds = [path.read_bytes() for path in senders.photos(self.kadr.folder / "finished", 8)]
        whole = 0
        for number in range(FINISHED):
            photo = factories.make_photo(gallery, f"Łucja {number:04}.JPG", folder=Folder.FULL)
            data = kinds[number % len(kinds)]
            photo.size_bytes = len(data)
            storage().put(photo.storage_key, data)
            whole += len(data)
        db.session.commit()
        deliveries.hand_over(gallery, "Eva")
        gallery.sent_at = gallery.delivery.handed_over_at
        db.session.commit()
        headers = self.kadr.enter(gallery.invitations[0])
        path, window_s = f"/g/{gallery.code}/delivery/full.zip", 60 * self.part
        for number in range(READERS + SLOW_READERS):
            pace = READER_BYTES_S if number < READERS else SLOW_BYTES_S
            part = {"Range": f"bytes={max(0, whole - int(pace * window_s))}-"}
            kind = "download" if number < READERS else "slow download"
            self.visits.append(Visit(2.0, -200 - number, kind, path, headers | part, None, pace))
        return self

    def tell(self, figures: Figures, found) -> None:
        figures.at_most(
            "first byte of an archive, p95", found.late_ms("download", 0.95, True), 300, "ms"
        )
        came = sum(one.size_bytes for one in found.answers["download"])
        figures.note("archives at the same time", f"{READERS + SLOW_READERS}, {came / 1e9:.1f} GB")
        peak_mb = max(map(processes.peak_rss_mb, self.kadr.pids("web")))
        figures.at_most("memory of one process of web", peak_mb, 300, "MB")
