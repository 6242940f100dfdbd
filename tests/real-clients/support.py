"""What the services' scripts say their expectations with."""

import os

import boto3
from botocore.exceptions import ClientError


def client(service):
    """A client with boto3's default settings. (AWS_ENDPOINT_URL is known to its newer versions only.)"""
    return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"])


def same(got, wanted):
    assert got == wanted, f"wanted {wanted!r}\n   got {got!r}"


def fails(code, call, **parameters):
    """The call fails with this error code; returns the error's answer."""
    try:
        answer = call(**parameters)
    except ClientError as error:
        same(error.response["Error"]["Code"], code)
        return error.response
    raise AssertionError(f"{code} was wanted, but {call.__name__} answered {answer!r}")
