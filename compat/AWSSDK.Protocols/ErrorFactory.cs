#nullable enable
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Compat;

/// <summary>Makes a service's exception of an error it answered.</summary>
internal delegate AmazonServiceException ErrorFactory(ErrorResponse response, Exception inner, HttpStatusCode status);
