"""What products are told apart by: Finish = matte, Paper = 250 g."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Select, Table, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from extensions import db

product_values = Table(
    "product_parameter_values",
    db.metadata,
    Column("product_id", ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "value_id",
        ForeignKey("parameter_values.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


class Parameter(db.Model):
    __tablename__ = "parameters"
    __table_args__ = (UniqueConstraint("studio_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    name: Mapped[str]

    values: Mapped[list[ParameterValue]] = relationship(
        back_populates="parameter", order_by="ParameterValue.id", cascade="all, delete-orphan"
    )

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Parameter]:
        """Their values read along."""
        wanted = select(cls).where(cls.studio_id == studio_id).order_by(cls.name)
        return wanted.options(selectinload(cls.values))


class ParameterValue(db.Model):
    __tablename__ = "parameter_values"
    __table_args__ = (UniqueConstraint("parameter_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parameter_id: Mapped[int] = mapped_column(ForeignKey("parameters.id", ondelete="CASCADE"))
    name: Mapped[str]

    parameter: Mapped[Parameter] = relationship(back_populates="values")
