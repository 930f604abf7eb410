"""A session's own register: what it has loaded, private to it and gone with it."""

import secrets
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakValueDictionary

import streamlit as st

from geo.ask.atlas import can_focus
from geo.ground.places import CITY
from geo.intake.boundaries import Boundaries, with_boundaries
from geo.intake.intake import Intake
from geo.intake.registers import apart_from, with_projects
from geo.register.load import Register
from layers.assets import Asset
from layers.cells import find_cells
from ui.state import OWN_IN_LINK, set_focus
from ui.store import SHARED, VERSIONS, Store, shared_store

OWN: Final = "own_register"
LOST: Final = "own_lost"
PINNED: Final = "shared_store"

_PRIVATE: Final[WeakValueDictionary[str, Store]] = WeakValueDictionary()
"""The stores of living sessions by their salt; only the session itself keeps one alive."""


@dataclass
class OwnRegister:
    """What a session has loaded and the store made of it; files ``added`` are beside the first."""

    intake: Intake | None = None
    boundaries: Boundaries | None = None
    added: tuple[Intake, ...] = ()
    salt: str = field(default_factory=lambda: secrets.token_hex(16))
    store: Store | None = None

    @property
    def files(self) -> list[str]:
        """The names of the files that are shown."""
        listed = (self.intake, *self.added, self.boundaries)
        return [taken.table.file for taken in listed if taken is not None]

    def register(self) -> Register:
        """Return the shared register with what was loaded in place of its own."""
        register = pinned_store().register
        if self.boundaries is not None:
            register = with_boundaries(register, self.boundaries)
        if self.intake is not None:
            register = with_projects(register, self.intake)
        for intake in self.added:
            register = with_projects(register, apart_from(intake, register), beside=True)
        return register


def own_register() -> OwnRegister | None:
    """Return what this session has loaded and shows, or None."""
    found = st.session_state.get(OWN)
    return found if isinstance(found, OwnRegister) else None


def session_store() -> Store:
    """Return the session's own store, or the shared one that it reads."""
    own = own_register()
    return own.store if own is not None and own.store is not None else pinned_store()


def pinned_store() -> Store:
    """Return the shared store that this session reads: as it was when the session began.

    A session goes on with it, whatever becomes of the data folder, until its reader moves on.
    """
    store: Store = st.session_state.setdefault(PINNED, shared_store())
    return store


def is_outdated() -> bool:
    """Tell whether the server has newer data than this session reads."""
    return pinned_store() is not shared_store()


def move_on() -> None:
    """Read the newest data, with what this session has loaded; a widget's callback."""
    st.session_state[PINNED] = shared_store()
    own = own_register()
    if own is not None:
        own.store = Store(own.register(), own.salt)
        _PRIVATE[own.salt] = own.store
    _keep_focus(session_store())


def mark_link() -> None:
    """Let the address bar say that the session shows data of its own, while it does."""
    if own_register() is not None:
        st.query_params[OWN_IN_LINK] = "1"


def is_own_lost() -> bool:
    """Tell whether the session is about data of its own that are not, or no longer, here."""
    if OWN_IN_LINK in st.query_params:
        st.session_state[LOST] = True
    return own_register() is None and LOST in st.session_state


def leave_own() -> None:
    """Show the register that all share, where data of a session's own were lost; a callback."""
    st.query_params.pop(OWN_IN_LINK, None)
    st.session_state.pop(LOST, None)


def shown_register() -> Register:
    """Return the shared register, with the boundaries that this session has loaded."""
    own = own_register()
    shared = pinned_store().register
    if own is None or own.boundaries is None:
        return shared
    return with_boundaries(shared, own.boundaries)


def show_own(taken: Intake | Boundaries, *, beside: bool = False) -> None:
    """Show what was loaded, in this session only; a widget's callback.

    ``beside``: a file of projects stands beside those loaded before, not in their place.
    """
    before = own_register() or OwnRegister()
    if isinstance(taken, Boundaries):
        own = OwnRegister(before.intake, taken, before.added)
    elif beside and before.intake is not None:
        own = OwnRegister(before.intake, before.boundaries, (*before.added, taken))
    else:
        own = OwnRegister(taken, before.boundaries)
    own.store = Store(own.register(), own.salt)
    clear_own()
    _PRIVATE[own.salt] = own.store
    st.session_state[OWN] = own
    _keep_focus(own.store)


def clear_own() -> None:
    """Forget what was loaded; a widget's callback."""
    own = st.session_state.pop(OWN, None)
    leave_own()
    if own is not None:
        _PRIVATE.pop(own.salt, None)
        _keep_focus(pinned_store())


def _keep_focus(store: Store) -> None:
    """Go back to the city where the focus is not in a register."""
    if not can_focus(store, st.session_state["focus"]):
        set_focus(CITY)


def store_named(name: str) -> Store | None:
    """Return the shared store, an older one still read, or a session's own; None for no such."""
    if name == SHARED:
        return shared_store()
    return _PRIVATE.get(name) or VERSIONS.named(name)


def find_shared_asset(path: str) -> Asset | None:
    """Return the asset at an address of the shared store or of an older one still read, or None.

    The cells are one too.
    """
    found = (store.find_asset(path) for store in VERSIONS.alive())
    return next((asset for asset in found if asset is not None), find_cells(path))


def find_private_asset(path: str) -> Asset | None:
    """Return the asset of a living session at an address, or None."""
    found = (store.find_asset(path) for store in list(_PRIVATE.values()))
    return next((asset for asset in found if asset is not None), None)
