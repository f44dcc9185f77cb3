"""
Reloads of the configuration, asked for by SIGHUP or by ``chatd reload``.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from twisted.internet.defer import Deferred, DeferredLock
from twisted.logger import Logger, LogLevelFilterPredicate
from twisted.python.failure import Failure

from chatd.domain.settings import Reloaded
from chatd.errors import StartError
from chatd.server.certificates import Certificates, Load
from chatd.server.live_settings import LiveSettings
from chatd.server.log_output import set_levels
from chatd.server.settings import Settings
from chatd.server.systemd import SystemdNotifier


class Reloader:
    """
    Reads the configuration again and applies it, one reload at a time.

    `read` returns the settings of now; it raises StartError, one line that names the file and the key.  A StartError of
    the change is given the file's name by `naming_source`.  The `certificates` are read again by `load_contexts`;
    `levels` are the filter of the log.
    """

    _log = Logger()

    def __init__(
        self,
        live: LiveSettings,
        read: Callable[[], Settings],
        systemd: SystemdNotifier,
        naming_source: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        levels: LogLevelFilterPredicate | None = None,
        certificates: Certificates | None = None,
        load_contexts: Load | None = None,
    ) -> None:
        self._levels = levels
        self._certificates = certificates
        self._load_contexts = load_contexts
        self._live = live
        self._read = read
        self._naming_source = naming_source
        self._systemd = systemd
        self._lock = DeferredLock()

    def begin(self) -> None:
        """
        Starts a reload; what it does is logged.
        """
        Deferred.fromCoroutine(self.reload()).addErrback(self._failed)

    async def reload(self) -> Reloaded:
        """
        Applies the configuration of now, all of it or, with a StartError, nothing; logs what was done.
        """
        async with self._lock:
            self._systemd.reloading()
            try:
                new = self._read()
                with self._naming_source():
                    # Also if no setting has changed: the files may have.
                    contexts = None
                    if self._certificates is not None and self._load_contexts is not None and new.tls.certificate:
                        contexts = self._load_contexts(new.tls, self._certificates.contexts)
                    done = await self._live.change(new)
                if self._levels is not None:
                    set_levels(self._levels, new.log)
                if self._certificates is not None and contexts is not None:
                    self._certificates.use_contexts(contexts)
            except StartError as error:
                self._log.error("{reason}; the configuration stays as it was", reason=str(error))
                raise
            finally:
                self._systemd.ready()
        if done.applied:
            self._log.info("the configuration was read again; changed: {keys}", keys=", ".join(done.applied))
        else:
            self._log.info("the configuration was read again; no setting was changed")
        for key in done.restart:
            self._log.warn("{key} has changed: that needs a restart", key=key)
        return done

    def _failed(self, failure: Failure) -> None:
        if not failure.check(StartError):
            self._log.failure("the reload failed", failure)
